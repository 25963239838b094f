#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Calls of the C library under names that methods called `read` and `write` do not hide.
enum SystemCalls {
    /// Reads at most `count` bytes; -1 with `errno` on failure.
    static func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, bytes, count)
        #else
            Darwin.read(descriptor, bytes, count)
        #endif
    }

    /// Writes at most `count` bytes; -1 with `errno` on failure.
    static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }

    /// Sends a signal to the process group of this process.
    static func signalGroup(_ signal: Int32) {
        #if canImport(Glibc)
            Glibc.kill(0, signal)
        #else
            Darwin.kill(0, signal)
        #endif
    }
}
