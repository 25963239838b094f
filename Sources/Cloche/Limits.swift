/// What one cell, and the session it runs in, may use.
public struct Limits: Sendable, Equatable {
    /// How long a cell may run before it is interrupted; `nil` is for ever.
    ///
    /// 30 seconds at first.
    public var timeout: Duration?

    /// How far Python's memory may grow, in bytes.
    ///
    /// 512 MiB at first.
    public var memory: Int

    /// How many bytes of output of one cell are shown; the rest is counted.
    ///
    /// 1 MiB at first.
    public var output: Int

    /// How many bytes a session may send and receive over the network, both together.
    ///
    /// 1 GiB at first. What a session has used up comes back with ``Session/reset()`` only.
    public var netBytes: Int

    /// Makes limits; without arguments, the usual ones.
    public init(
        timeout: Duration? = .seconds(30),
        memory: Int = 512 << 20,
        output: Int = 1 << 20,
        netBytes: Int = Self.usualNetBytes
    ) {
        self.timeout = timeout
        self.memory = memory
        self.output = output
        self.netBytes = netBytes
    }

    /// The values that `memory` may have: a fresh interpreter needs the first, a wasm memory ends at the last.
    public static let memoryRange = (64 << 20)...(4 << 30)

    /// The values that `output` may have.
    public static let outputRange = 0...(1 << 30)

    /// The values that `netBytes` may have.
    public static let netBytesRange = 0...(1 << 40)

    /// What `netBytes` is at first.
    public static let usualNetBytes = 1 << 30

    /// The longest `timeout`: ten years, so that sums of times never overflow.
    public static let longestTimeout = Duration.seconds(10 * 365 * 86_400)

    /// Checks that every limit is in its range.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidLimit`, which names the limit and its range.
    public func validate() throws(ClocheError) {
        guard Self.memoryRange.contains(memory) else {
            throw .invalidLimit("memory", "it is \(memory) bytes, the range is 64 MiB to 4096 MiB")
        }
        guard Self.outputRange.contains(output) else {
            throw .invalidLimit("output", "it is \(output) bytes, the range is 0 to \(Self.outputRange.upperBound)")
        }
        guard Self.netBytesRange.contains(netBytes) else {
            let range = "the range is 0 to \(Self.netBytesRange.upperBound)"
            throw .invalidLimit("net bytes", "it is \(netBytes) bytes, \(range)")
        }
        guard let timeout else { return }
        guard timeout > .zero, timeout <= Self.longestTimeout else {
            throw .invalidLimit("timeout", "it is \(timeout), it has to be above zero and at most ten years")
        }
    }
}
