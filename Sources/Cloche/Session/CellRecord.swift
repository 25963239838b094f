/// A cell that was run in a session: its source and its outcome.
public struct CellRecord: Sendable, Equatable {
    /// The cell's number, counted from 1.
    public var number: Int

    /// What was submitted.
    public var source: String

    /// How the cell ended.
    public var status: ExecutionStatus

    /// How long the cell ran.
    public var duration: Duration

    /// True where the sandbox was replaced later and went back to before this cell.
    public var isLost: Bool

    /// True where the session is at a state without this cell's effects, to which it went back by choice.
    public var isUndone: Bool

    /// Makes a record of its parts.
    public init(
        number: Int,
        source: String,
        status: ExecutionStatus,
        duration: Duration,
        isLost: Bool = false,
        isUndone: Bool = false
    ) {
        self.number = number
        self.source = source
        self.status = status
        self.duration = duration
        self.isLost = isLost
        self.isUndone = isUndone
    }
}

extension CellRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case number, source, status, duration
        case isLost = "lost"
        case isUndone = "undone"
    }

    /// Reads a record from JSON, where the duration is in seconds.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        number = try fields.decode(Int.self, forKey: .number)
        guard (1...(1 << 53)).contains(number) else {
            throw DecodingError.dataCorruptedError(forKey: .number, in: fields, debugDescription: "out of range")
        }
        source = try fields.decode(String.self, forKey: .source)
        status = try fields.decode(ExecutionStatus.self, forKey: .status)
        duration = try Duration(seconds: fields.decode(Double.self, forKey: .duration), at: fields.codingPath)
        isLost = try fields.decodeIfPresent(Bool.self, forKey: .isLost) ?? false
        isUndone = try fields.decodeIfPresent(Bool.self, forKey: .isUndone) ?? false
    }

    /// Writes the record as JSON, with the duration in seconds.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(number, forKey: .number)
        try fields.encode(source, forKey: .source)
        try fields.encode(status, forKey: .status)
        try fields.encode(duration.seconds, forKey: .duration)
        if isLost { try fields.encode(true, forKey: .isLost) }
        if isUndone { try fields.encode(true, forKey: .isUndone) }
    }
}
