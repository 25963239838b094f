internal import Crypto

extension SessionFileInfo {
    /// Reads what a session file says about itself, and checks each of its sections.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - limits: The limits that it would be loaded under.
    /// - Throws: ``ClocheError`` where the file cannot be read, or where not even its manifest is whole.
    public init(readingFrom path: String, limits: Limits = Limits()) throws(ClocheError) {
        do throws(ClocheError) {
            let file = try BoundedFile(path, maximumBytes: Limits.largestImageBytes)
            try self.init(ByteSource(file), limits: limits, build: .current)
        } catch {
            throw error.naming(path)
        }
    }

    init(_ source: ByteSource, limits: Limits, build: BuildIdentity) throws(ClocheError) {
        let (manifest, start) = try Manifest.read(from: source)
        size = source.count
        format = manifest.format
        pyodideVersion = manifest.build.pyodide
        runner = manifest.build.runner
        architecture = manifest.build.architecture
        saved = manifest.saved
        metadata = manifest.session
        heapBytes = manifest.heapBytes
        lost = manifest.lost
        obstacles = [manifest.obstacle(for: build)].compactMap { $0 }
        let flaw = manifest.layoutFlaw(size: source.count - start)
        sections = try Self.sections(manifest, source, start)
        let damaged = sections.filter { $0.state == .damaged }.map { "its section '\($0.name)' is damaged" }
        obstacles += damaged + [flaw].compactMap { $0 }
        if flaw == nil { obstacles += manifest.excess(limits, size: source.count) }
    }

    private static func sections(
        _ manifest: Manifest,
        _ source: ByteSource,
        _ start: Int
    ) throws(ClocheError) -> [Section] {
        var sections: [Section] = []
        var end: Int? = 0
        for section in manifest.sections.prefix(CheckpointCollector.maximumParts) {
            let state: Section.State
            if let known = end, section.offset == known, section.length >= 0 {
                let isThere = section.length <= source.count - start - known
                state = isThere ? try section.state(in: source, start) : .cut
                end = isThere ? known + section.length : nil
            } else {
                state = sections.last?.state == .cut ? .cut : .unknown
                end = nil
            }
            let name = section.name.rawValue
            sections.append(Section(name: name, length: section.length, rawLength: section.rawLength, state: state))
        }
        return sections
    }
}

extension Manifest.Section {
    /// The largest piece of a section that is in memory while its hash is taken.
    private static let pieceLength = 1 << 20

    fileprivate func state(in source: ByteSource, _ start: Int) throws(ClocheError) -> SessionFileInfo.Section.State {
        var hash = SHA256()
        var place = start + offset
        let end = place + length
        while place < end {
            let piece = try source.read(place..<min(place + Self.pieceLength, end))
            hash.update(data: piece)
            place += piece.count
        }
        return hash.finalize().hex == sha256 ? .whole : .damaged
    }
}

extension Manifest {
    /// What is wrong with the numbers and the names of the sections; nil for nothing.
    fileprivate func layoutFlaw(size: Int) -> String? {
        do throws(ClocheError) {
            try checkLayout(size: size)
            try checkSections()
            return nil
        } catch {
            return error.state
        }
    }

    /// What of the file is beyond limits, and which limit it needs.
    fileprivate func excess(_ limits: Limits, size: Int) -> [String] {
        var needed = heapBytes
        if size > limits.maximumImageBytes { needed = max(needed, size - (limits.maximumImageBytes - limits.memory)) }
        guard needed > limits.memory else { return [] }
        return [
            "its heap is \(heapBytes.inMebibytes), the memory limit is \(limits.memory.inMebibytes); to load it, raise"
                + " the memory limit to \(needed.inMebibytes)"
        ]
    }
}
