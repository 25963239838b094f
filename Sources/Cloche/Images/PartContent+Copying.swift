internal import Crypto

extension PartContent {
    /// How much of a content is in memory while it is copied from a journal.
    private static let pieceLength = 4 << 20

    /// Gives the bytes piece by piece, each with its offset; from the start once more where they moved meanwhile.
    ///
    /// - Returns: The SHA-256 of all bytes, 64 hex digits.
    /// - Throws: ``ClocheError`` where the journal cannot be read or is damaged there, and what the closure throws.
    func copy(
        _ take: (_ piece: [UInt8], _ offset: Int) throws(ClocheError) -> Void
    ) throws(ClocheError) -> String {
        guard let part = stored else {
            // In memory, unless it has just moved into the journal: then it is read from there at once.
            let bytes = try bytes()
            try take(bytes, 0)
            return SHA256.hash(data: bytes).hex
        }
        do throws(ClocheError) {
            return try Self.copy(part, take)
        } catch {
            guard let moved = stored, moved.place != part.place else { throw error }
            return try Self.copy(moved, take)
        }
    }

    private static func copy(
        _ part: StoredPart,
        _ take: (_ piece: [UInt8], _ offset: Int) throws(ClocheError) -> Void
    ) throws(ClocheError) -> String {
        var hash = SHA256()
        var offset = 0
        while offset < part.place.length {
            let count = min(pieceLength, part.place.length - offset)
            let piece = try part.journal.piece(of: part.place, at: offset, count: count)
            hash.update(data: piece)
            try take(piece, offset)
            offset += count
        }
        let digits = hash.finalize().hex
        guard digits == part.place.sha256 else {
            throw .cannotSave("a part of the session's journal is damaged")
        }
        return digits
    }
}
