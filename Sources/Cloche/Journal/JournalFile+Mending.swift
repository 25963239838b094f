#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension JournalFile {
    /// Makes a file that was read end with its last record.
    ///
    /// Where more is wrong than that a record is cut short, the file is first copied.
    /// - Parameters:
    ///   - scan: What was read.
    ///   - copy: The path of the copy.
    /// - Returns: Where the file was damaged, and what that cost.
    /// - Throws: ``SystemError`` where the copy or the cut fails; nothing is cut off without a copy.
    mutating func mend(after scan: JournalScan, keeping copy: String) throws(SystemError) -> String? {
        guard case .damaged(let reason) = scan.ending else {
            try mend()
            return nil
        }
        try self.copy(scan.size, to: copy)
        try mend()
        let cost = "its last \(scan.size - scan.end) of \(scan.size) bytes are of no use"
        return "the journal is damaged: \(reason); \(cost), all of it is kept in '\(copy)'"
    }

    /// Copies so many bytes of the file to another one, which is replaced when the copy is complete.
    private func copy(_ size: Int, to path: String) throws(SystemError) {
        let temporary = path + Self.temporarySuffix
        let copy = try PrivateFile.openAlone(temporary, O_WRONLY | O_CREAT | O_TRUNC, calls)
        do throws(SystemError) {
            defer { calls.close(copy) }
            try calls.forEachPiece(of: descriptor, at: 0, length: size) { bytes, offset throws(SystemError) in
                try calls.write(bytes, to: copy, at: offset)
                return true
            }
            try calls.flush(copy)
            try calls.rename(temporary, to: path)
        } catch {
            calls.remove(temporary)
            throw error
        }
        try calls.flush(folder: HostPath.parent(path))
    }
}
