/// Bytes that went over the network, without what TCP adds.
///
/// Sockets count what passes them, which includes what TLS adds to neither; `fetch` counts bodies, and estimates headers.
public struct Traffic: Sendable, Equatable {
    /// Bytes that went out.
    public private(set) var sent = 0

    /// Bytes that came in.
    public private(set) var received = 0

    /// Both together.
    public var total: Int { Self.sum(sent, received) }

    /// Makes an empty account.
    public init() {}

    /// Adds what a runner reports, which may be any number.
    mutating func add(sent: Int, received: Int) {
        self.sent = Self.sum(self.sent, sent)
        self.received = Self.sum(self.received, received)
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
