/// The new content of a file while it is written; ``AtomicFile`` makes one.
struct FileDraft {
    let file: CInt
    let calls: FileCalls
    /// What a failure of the system means to the user.
    let told: (SystemError) -> ClocheError

    /// Writes bytes from an offset on, and lets the disk begin with them.
    ///
    /// - Throws: ``ClocheError`` with the code `notSaved`.
    func write(_ bytes: [UInt8], at offset: Int) throws(ClocheError) {
        do throws(SystemError) {
            try calls.write(bytes, to: file, at: offset)
        } catch {
            throw told(error)
        }
        calls.startFlush(file, at: offset, count: bytes.count)
    }
}
