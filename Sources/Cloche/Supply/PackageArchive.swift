internal import Crypto

/// The file of a package, byte for byte: a file of the cache, or a section of a session file.
struct PackageArchive: Sendable {
    /// The SHA-256 that the bytes shall have, in 64 hex digits.
    let sha256: String

    /// Where the bytes lie in the source.
    let range: Range<Int>

    private let source: ByteSource

    /// How much of it is in memory at once.
    private static let pieceLength = 4 << 20

    /// Makes an archive of a stretch of a source.
    init(sha256: String, _ source: ByteSource, _ range: Range<Int>) {
        self.sha256 = sha256
        self.source = source
        self.range = range
    }

    /// Makes an archive of a whole file.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile`.
    init(sha256: String, path: String) throws(ClocheError) {
        let source = ByteSource(try BoundedFile(path, maximumBytes: Self.maximumBytes))
        self.init(sha256: sha256, source, 0..<source.count)
    }

    /// The largest archive, in bytes.
    static let maximumBytes = 2 << 30

    /// The size of the archive in bytes.
    var count: Int { range.count }

    /// All bytes, which are verified.
    ///
    /// - Throws: ``ClocheError`` where they are not those of the hash.
    func bytes() throws(ClocheError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try copy { piece, _ throws(ClocheError) in bytes += piece }
        return bytes
    }

    /// Gives the bytes piece by piece, each with its offset, and verifies them.
    ///
    /// - Throws: ``ClocheError`` where they are not those of the hash, and what the closure throws.
    func copy(_ take: (_ piece: [UInt8], _ offset: Int) throws(ClocheError) -> Void) throws(ClocheError) {
        var hash = SHA256()
        var offset = 0
        while offset < count {
            let start = range.lowerBound + offset
            let piece = try source.read(start..<min(start + Self.pieceLength, range.upperBound))
            hash.update(data: piece)
            try take(piece, offset)
            offset += piece.count
        }
        guard hash.finalize().hex == sha256 else {
            throw ClocheError(code: .packageInvalid, message: "Cannot read the package \(sha256): it was changed")
        }
    }
}

extension PackageArchive: Equatable {
    /// Tells whether two archives are to have the same bytes.
    static func == (left: PackageArchive, right: PackageArchive) -> Bool {
        left.sha256 == right.sha256 && left.count == right.count
    }
}
