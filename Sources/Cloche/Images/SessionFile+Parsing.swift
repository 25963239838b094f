internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension SessionFile {
    /// Reads a session file; its bytes may come from anyone.
    ///
    /// Every number is held against the size of the file and the caps before anything is allocated, and every hash is
    /// checked before its bytes are used.
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - build: The build that the memory has to belong to.
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`, or `incompatibleSessionFile` for another build.
    init(parsing bytes: Data, build: BuildIdentity) throws(ClocheError) {
        let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
        let manifest = try Self.manifest(of: bytes)
        guard manifest.build == build else { throw .otherBuild(manifest, this: build) }
        let sectionsStart = try Self.prefixLength + Self.manifestLength(of: bytes)
        try Self.checkLayout(manifest, size: bytes.count - sectionsStart)
        var parts: [CheckpointPart] = []
        for section in manifest.sections {
            parts.append(try Self.part(section, of: bytes, start: sectionsStart + section.offset))
        }
        self.build = build
        metadata = manifest.session
        checkpoint = try Self.checkpoint(manifest, parts)
    }

    /// Reads the manifest only, which is enough to tell what a file is.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`.
    static func manifest(of bytes: Data) throws(ClocheError) -> Manifest {
        let length = try manifestLength(of: bytes)
        let start = prefixLength
        let hash = bytes[(start - 32)..<start]
        let json = bytes[start..<(start + length)]
        guard SHA256.hash(data: json) == hash else { throw .invalid("its manifest is damaged") }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Manifest.self, from: json)
        } catch {
            throw .invalid("its manifest is malformed")
        }
    }

    private static func manifestLength(of bytes: Data) throws(ClocheError) -> Int {
        let name = magic.prefix(6)
        guard bytes.prefix(6).elementsEqual(name.prefix(bytes.count)), !bytes.isEmpty else {
            throw .invalid("it is not a session file")
        }
        guard bytes.count >= prefixLength else { throw .invalid("it is cut short") }
        guard bytes[7] == magic[7] else { throw .invalid("it is not a session file") }
        guard bytes[6] == magic[6] else {
            throw .invalid("its format is \(bytes[6]), this version reads format \(magic[6])")
        }
        let length = Int([UInt8](bytes[8..<12]).littleEndian(at: 0) ?? 0)
        guard length <= Manifest.maximumLength else {
            throw .invalid("its manifest is \(length) bytes, maximum is \(Manifest.maximumLength)")
        }
        guard length <= bytes.count - prefixLength else { throw .invalid("it is cut short") }
        return length
    }

    private static func checkLayout(_ manifest: Manifest, size: Int) throws(ClocheError) {
        guard manifest.format == Manifest.format else { throw .invalid("its manifest is malformed") }
        guard (0...Manifest.maximumHeap).contains(manifest.heapBytes) else {
            throw .invalid("its heap is \(manifest.heapBytes) bytes, maximum is \(Manifest.maximumHeap)")
        }
        guard manifest.sections.count <= CheckpointCollector.maximumParts else {
            throw .invalid("it has \(manifest.sections.count) sections, maximum is \(CheckpointCollector.maximumParts)")
        }
        var end = 0
        for section in manifest.sections {
            guard section.offset == end else { throw .invalid("its sections overlap or leave a gap") }
            guard section.length >= 0, (0...Manifest.maximumHeap).contains(section.rawLength) else {
                throw .invalid("a section has a size that is out of range")
            }
            guard section.length <= size - end else {
                throw .invalid("it is cut short: a section of \(section.length) bytes has only \(size - end)")
            }
            end += section.length
        }
        guard end == size else { throw .invalid("\(size - end) bytes follow its last section") }
    }

    private static func part(
        _ section: Manifest.Section,
        of bytes: Data,
        start: Int
    ) throws(ClocheError) -> CheckpointPart {
        let content = bytes[start..<(start + section.length)]
        guard SHA256.hash(data: content).hex == section.sha256 else {
            throw .invalid("its section '\(section.name.rawValue)' is damaged")
        }
        guard section.id.isPartID, (section.name == .file) != section.id.isEmpty else {
            throw .invalid("its manifest is malformed")
        }
        return CheckpointPart(section.name, id: section.id, rawLength: section.rawLength, bytes: [UInt8](content))
    }

    private static func checkpoint(_ manifest: Manifest, _ parts: [CheckpointPart]) throws(ClocheError) -> Checkpoint {
        let references = parts.filter { $0.name.kind == .references }
        let heap = parts.filter { $0.name.kind == .heap }
        let files = parts.filter { $0.name.kind == .file }
        guard let first = references.first, references.count == 1, !heap.isEmpty,
            Set(files.map(\.name.id)).count == files.count
        else { throw .invalid("it needs one section 'references', a section 'heap' and different files") }
        return Checkpoint(
            references: first,
            heap: heap,
            files: files,
            heapBytes: manifest.heapBytes,
            variables: manifest.session.variables,
            lost: manifest.lost
        )
    }
}

extension ClocheError {
    fileprivate static func invalid(_ reason: String) -> ClocheError { .invalidSessionFile(reason) }

    fileprivate static func otherBuild(_ manifest: Manifest, this build: BuildIdentity) -> ClocheError {
        let theirs = manifest.build
        return .incompatibleSessionFile(
            "it was saved by cloche \(manifest.session.clocheVersion) with Pyodide \(theirs.pyodide) and runner"
                + " \(theirs.runner), this is cloche \(clocheVersion) with Pyodide \(build.pyodide) and runner"
                + " \(build.runner); to load it, use that version of cloche"
        )
    }
}
