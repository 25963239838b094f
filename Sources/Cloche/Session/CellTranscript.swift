/// What a cell has shown so far.
struct CellTranscript: Sendable {
    private var decoders: [StreamName: TextDecoder] = [:]
    private var texts: [StreamName: String] = [:]

    /// The permissions that the cell lacked, each once.
    private(set) var blocked: [Permission] = []

    /// The permissions that the cell used, each once.
    private(set) var used: [Permission] = []

    /// The most permissions that are kept of a kind of event.
    private static let maximumPermissions = 1000

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
            return Self.note(permission, in: &blocked) ? .blocked(permission) : nil
        case .used(let permission):
            return Self.note(permission, in: &used) ? .used(permission) : nil
        case .input:
            return nil
        }
    }

    /// Takes in the end of both streams, and returns what the user is to be told.
    mutating func finish() -> [Output] {
        StreamName.allCases.compactMap { add([], decoders[$0]?.finish() ?? "", to: $0) }
    }

    private static func note(_ permission: Permission, in list: inout [Permission]) -> Bool {
        guard list.count < maximumPermissions, !list.contains(permission) else { return false }
        list.append(permission)
        return true
    }

    private mutating func add(_ bytes: [UInt8], _ text: String, to stream: StreamName) -> Output? {
        guard !bytes.isEmpty || !text.isEmpty else { return nil }
        texts[stream, default: ""] += text
        return .stream(stream, StreamOutput(bytes: bytes, text: text))
    }
}
