internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A saved session as bytes; docs/session-file.md describes each of them.
struct SessionFile: Equatable, Sendable {
    /// What stands at the beginning of every session file; the byte before the last one is the version of the format.
    static let magic: [UInt8] = Array("CLOCHE\u{01}\n".utf8)

    /// The size of what stands before the manifest: the magic bytes, the manifest's length and its SHA-256.
    static let prefixLength = 8 + 4 + 32

    /// The SHA-256 of the manifest in hex digits, which stands in the prefix; the manifest has those of all parts.
    static func hash(of bytes: some Collection<UInt8>) -> String {
        bytes.prefix(prefixLength).suffix(32).map(\.hexDigits).joined()
    }

    /// The build that the memory belongs to.
    var build: BuildIdentity

    /// When it was saved; nil where the file does not tell.
    var saved: Date?

    /// What is known about the session beside its memory.
    var metadata: SessionMetadata

    /// The memory.
    var checkpoint: Checkpoint

    /// The files of packages that it carries, each of one that the metadata names.
    var packages: [PackageArchive] = []

    /// The file's bytes in pieces that follow each other.
    ///
    /// - Throws: ``ClocheError`` where the manifest would be too long.
    func encode() throws(ClocheError) -> [[UInt8]] {
        var sections: [[UInt8]] = []
        for part in checkpoint.parts { sections.append(try part.content.bytes()) }
        let hashes = sections.map { SHA256.hash(data: $0).hex }
        for package in packages { sections.append(try package.bytes()) }
        return [try head(hashes)] + sections
    }

    /// Replaces a file by this one; only a piece of it is in memory twice.
    ///
    /// - Returns: The size of the file in bytes, and the SHA-256 of its manifest.
    /// - Throws: ``ClocheError``; then the old file is as it was.
    func write(to path: String, calls: FileCalls = .system) throws(ClocheError) -> (size: Int, hash: String) {
        // A hash takes the same place whatever it is, so that the sections can be written before theirs are known.
        let noHash = String(repeating: "0", count: 64)
        let start = try head(checkpoint.parts.map { _ in noHash }).count
        var head: [UInt8] = []
        try AtomicFile.write(to: path, calls: calls) { draft throws(ClocheError) in
            var hashes: [String] = []
            var end = start
            for part in checkpoint.parts {
                let hash = try part.content.copy { piece, offset throws(ClocheError) in
                    try draft.write(piece, at: end + offset)
                }
                hashes.append(hash)
                end += part.content.count
            }
            for package in packages {
                try package.copy { piece, offset throws(ClocheError) in try draft.write(piece, at: end + offset) }
                end += package.count
            }
            head = try self.head(hashes)
            try draft.write(head, at: 0)
        }
        return (start + checkpoint.byteCount + packages.reduce(0) { $0 + $1.count }, Self.hash(of: head))
    }

    /// What stands before the sections, for parts of the checkpoint of these hashes.
    private func head(_ hashes: [String]) throws(ClocheError) -> [UInt8] {
        let manifest = try encodedManifest(hashes)
        guard manifest.count <= Manifest.maximumLength else {
            throw .cannotSave("the cells take \(manifest.count) bytes, maximum is \(Manifest.maximumLength)")
        }
        guard ManifestBounds.holds(manifest) else { throw .cannotSave("it has too many cells and variables") }
        var prefix = Self.magic
        prefix.append(littleEndian: UInt32(manifest.count))
        prefix += SHA256.hash(data: manifest)
        return prefix + manifest
    }

    private func encodedManifest(_ hashes: [String]) throws(ClocheError) -> [UInt8] {
        var sections: [Manifest.Section] = []
        var offset = 0
        for (part, hash) in zip(checkpoint.parts, hashes) {
            sections.append(Manifest.Section(part, offset: offset, sha256: hash))
            offset += part.content.count
        }
        for package in packages {
            sections.append(Manifest.Section(package, offset: offset))
            offset += package.count
        }
        let manifest = Manifest(
            build: build,
            saved: saved,
            session: metadata,
            heapBytes: checkpoint.heapBytes,
            lost: checkpoint.lost,
            sections: sections
        )
        do {
            return [UInt8](try JSONEncoder.manifest.encode(manifest))
        } catch {
            throw .cannotSave("its manifest cannot be written as JSON")
        }
    }
}

extension Manifest.Section {
    fileprivate init(_ part: CheckpointPart, offset: Int, sha256: String) {
        self.init(
            name: part.name.kind,
            id: part.name.kind == .file ? part.name.id : "",
            offset: offset,
            length: part.content.count,
            rawLength: part.name.rawLength ?? part.content.count,
            sha256: sha256
        )
    }
}

extension Manifest.Section {
    fileprivate init(_ package: PackageArchive, offset: Int) {
        self.init(
            name: .package,
            id: package.sha256,
            offset: offset,
            length: package.count,
            rawLength: package.count,
            sha256: package.sha256
        )
    }
}

extension SHA256.Digest {
    /// The digest as 64 lower-case hex digits.
    var hex: String {
        map(\.hexDigits).joined()
    }
}

extension UInt8 {
    /// Two lower-case hex digits.
    fileprivate var hexDigits: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}

extension JSONEncoder {
    /// An encoder for files: the same bytes for the same value, dates in ISO 8601.
    static var manifest: JSONEncoder {
        let encoder = JSONEncoder.wire
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }
}
