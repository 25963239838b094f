import Synchronization

/// The last bytes of a flow that nobody reads unless something went wrong.
final class OutputTail: Sendable {
    private let capacity: Int
    private let bytes = Mutex<[UInt8]>([])

    /// Makes an empty tail that keeps `capacity` bytes.
    init(capacity: Int = 64 << 10) {
        self.capacity = capacity
    }

    func append(_ chunk: [UInt8]) {
        bytes.withLock { bytes in
            bytes += chunk.suffix(capacity)
            if bytes.count > capacity { bytes.removeFirst(bytes.count - capacity) }
        }
    }

    /// The text; bytes that are no UTF-8 are replaced.
    var text: String {
        String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    }
}
