/// What a cell has shown so far.
struct CellTranscript: Sendable {
    private var decoders: [StreamName: TextDecoder] = [:]
    private var texts: [StreamName: String] = [:]

    /// The permissions that the cell lacked, each once.
    private(set) var blocked: [Permission] = []

    /// The text that the cell wrote to a stream.
    func text(_ stream: StreamName) -> String { texts[stream, default: ""] }

    /// Takes in what the runner tells, and returns what the user is to be told.
    mutating func add(_ event: CellEvent) -> Output? {
        switch event {
        case .output(let stream, let bytes):
            return add(bytes, decoders[stream, default: TextDecoder()].decode(bytes), to: stream)
        case .display(let bundle):
            return .display(bundle)
        case .blocked(let permission):
            guard !blocked.contains(permission), blocked.count < 100 else { return nil }
            blocked.append(permission)
            return .blocked(permission)
        case .input:
            return nil
        }
    }

    /// Takes in the end of both streams, and returns what the user is to be told.
    mutating func finish() -> [Output] {
        StreamName.allCases.compactMap { add([], decoders[$0]?.finish() ?? "", to: $0) }
    }

    private mutating func add(_ bytes: [UInt8], _ text: String, to stream: StreamName) -> Output? {
        guard !bytes.isEmpty || !text.isEmpty else { return nil }
        texts[stream, default: ""] += text
        return .stream(stream, StreamOutput(bytes: bytes, text: text))
    }
}
