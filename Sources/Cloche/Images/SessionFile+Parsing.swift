#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension SessionFile {
    /// Reads a session file; its bytes may come from anyone.
    ///
    /// Every number is held against the size of the file and the caps before anything is allocated, and every hash is
    /// checked before its bytes are used. Packages that it carries stay in the source until they are wanted.
    /// - Parameters:
    ///   - source: The whole file.
    ///   - build: The build that the memory has to belong to.
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`, or `incompatibleSessionFile` for another build.
    init(_ source: ByteSource, build: BuildIdentity) throws(ClocheError) {
        let (manifest, start) = try Manifest.read(from: source)
        if let obstacle = manifest.obstacle(for: build) { throw .incompatibleSessionFile(obstacle) }
        try manifest.checkLayout(size: source.count - start)
        try manifest.checkSections()
        var parts: [CheckpointPart] = []
        for section in manifest.sections where section.name != .package {
            let bytes = try section.read(from: source, start)
            parts.append(CheckpointPart(section.name, id: section.id, rawLength: section.rawLength, bytes: bytes))
        }
        packages = manifest.sections.filter { $0.name == .package }.map { section in
            let place = (start + section.offset)..<(start + section.offset + section.length)
            return PackageArchive(sha256: section.sha256, source, place)
        }
        guard let references = parts.first(where: { $0.name.kind == .references }) else {
            throw .invalidSessionFile("it has no section 'references'")
        }
        self.build = build
        saved = manifest.saved
        metadata = manifest.session
        checkpoint = Checkpoint(
            references: references,
            heap: parts.filter { $0.name.kind == .heap },
            files: parts.filter { $0.name.kind == .file },
            heapBytes: manifest.heapBytes,
            variables: manifest.session.variables,
            lost: manifest.lost
        )
    }

    /// Reads the bytes of a session file.
    init(parsing bytes: Data, build: BuildIdentity) throws(ClocheError) {
        try self.init(ByteSource(bytes), build: build)
    }

    /// The SHA-256 of the manifest that a file tells of, in hex digits.
    static func hash(of source: ByteSource) throws(ClocheError) -> String {
        hash(of: try source.read(0..<min(prefixLength, source.count)))
    }
}

extension Manifest {
    /// Why a build cannot load the file and what can, as the part of a sentence; nil where it can.
    func obstacle(for own: BuildIdentity) -> String? {
        if build == own { return nil }
        if build.architecture != own.architecture {
            return "its memory is that of \(build.architecture), this cloche runs \(own.architecture); to load it, use"
                + " a cloche that runs \(build.architecture)"
        }
        let theirs = "cloche \(session.clocheVersion) with Pyodide \(build.pyodide) and runner \(build.runner)"
        let this = "cloche \(clocheVersion) with Pyodide \(own.pyodide) and runner \(own.runner)"
        return "it was saved by \(theirs), this is \(this); to load it, use that version of cloche"
    }
}
