internal import Crypto

/// What the audit log keeps of a cell that has ended.
struct AuditedCell: Sendable, Equatable {
    /// The cell's number.
    var number: Int
    /// The SHA-256 of its source in hex digits; the source itself is not kept.
    var hash: String
    /// The length of its source in bytes.
    var sourceBytes: Int
    /// How it ended.
    var status: ExecutionStatus
    /// How long it ran.
    var duration: Duration
    /// The size of Python's heap after it, in bytes.
    var memory: Int
    /// How many bytes it wrote.
    var outputBytes: Int
    /// How many bytes it sent over the network.
    var sentBytes: Int
    /// How many bytes it received over the network.
    var receivedBytes: Int
    /// The name of the exception that ended it.
    var error: String?
    /// How many uses and refusals were too many to be kept.
    var dropped: Int

    /// Takes what is kept out of a cell's source and its outcome.
    init(_ result: ExecutionResult, source: String, dropped: Int) {
        number = result.cell
        hash = SHA256.hash(data: Array(source.utf8)).hex
        sourceBytes = source.utf8.count
        status = result.status
        duration = result.duration
        memory = result.memory
        outputBytes = result.outputBytes
        sentBytes = result.sentBytes
        receivedBytes = result.receivedBytes
        error = result.error.map { String($0.name.prefix(100)) }
        self.dropped = dropped
    }

    /// The members of its record.
    var members: [String: AuditValue] {
        var members: [String: AuditValue] = [
            "sha256": .text(hash), "sourceBytes": .integer(sourceBytes), "outcome": .text(status.rawValue),
            "duration": .decimal((duration.seconds * 1e6).rounded() / 1e6), "memory": .integer(memory),
            "outputBytes": .integer(outputBytes),
        ]
        if sentBytes > 0 { members["sentBytes"] = .integer(sentBytes) }
        if receivedBytes > 0 { members["receivedBytes"] = .integer(receivedBytes) }
        members["error"] = error.map(AuditValue.text)
        if dropped > 0 { members["dropped"] = .integer(dropped) }
        return members
    }
}
