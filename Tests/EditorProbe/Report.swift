import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells a test through a file what is being edited: a line for each time that everything typed was handled.
///
/// Each line has the number of the cell, how many bytes were typed, the offset of the cursor, and the scalars of the text in hexadecimal.
final class Report: Sendable {
    private let descriptor: Int32
    private let number = Mutex(1)

    init(path: String) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    }

    /// Takes note of the cell that comes next.
    func begin(_ number: Int) {
        self.number.withLock { $0 = number }
    }

    func write(_ text: String, cursor: Int, typed: Int) {
        let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: ",")
        let line = Array("\(number.withLock(\.self)) \(typed) \(cursor) \(scalars)\n".utf8)
        #if canImport(Glibc)
            _ = Glibc.write(descriptor, line, line.count)
        #else
            _ = Darwin.write(descriptor, line, line.count)
        #endif
    }
}
