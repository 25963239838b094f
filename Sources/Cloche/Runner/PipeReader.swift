#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a pipe to its end on a thread of its own.
enum PipeReader {
    /// Takes over the descriptor.
    ///
    /// `receive` gets each chunk and says whether to go on; `finish` runs at the end.
    static func start(
        descriptor: Int32,
        chunk: Int,
        receive: @escaping @Sendable ([UInt8]) -> Bool,
        finish: @escaping @Sendable () -> Void
    ) throws(ClocheError) {
        try BlockingThread.start {
            while let bytes = read(descriptor, chunk), receive(bytes) { continue }
            close(descriptor)
            finish()
        }
    }

    /// What is there, at most `count` bytes; `nil` at the end of the pipe.
    private static func read(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            used = max(0, retryInterrupted { readOnce(descriptor, buffer.baseAddress, count) })
        }
        return bytes.isEmpty ? nil : bytes
    }
}

private func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
