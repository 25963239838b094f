extension Limits: Codable {
    private enum CodingKeys: String, CodingKey {
        case timeout, memory, output, netBytes
    }

    /// Writes `{"timeout": seconds or null, "memory": bytes, "output": bytes, "netBytes": bytes}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(timeout.map { $0 / .seconds(1) }, forKey: .timeout)
        try container.encode(memory, forKey: .memory)
        try container.encode(output, forKey: .output)
        try container.encode(netBytes, forKey: .netBytes)
    }

    /// Reads what ``encode(to:)`` writes, and refuses every value out of its range; `netBytes` may be missing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let seconds = try container.decodeIfPresent(Double.self, forKey: .timeout)
        if let seconds, !(0...(Self.longestTimeout / .seconds(1))).contains(seconds) {
            throw DecodingError.dataCorruptedError(forKey: .timeout, in: container, debugDescription: "out of range")
        }
        self.init(
            timeout: seconds.map { .seconds($0) },
            memory: try container.decode(Int.self, forKey: .memory),
            output: try container.decode(Int.self, forKey: .output),
            netBytes: try container.decodeIfPresent(Int.self, forKey: .netBytes) ?? Self.usualNetBytes
        )
        try validate()
    }
}
