/// What is asked about a session beside its variables.
enum Question: Equatable, Sendable {
    /// What the text before the cursor may become.
    case completions(String, cursor: Int)
    /// The signature of a callable.
    case signature(String)
    /// What a name stands for.
    case inspection(String, source: Bool)

    /// The longest name that is asked for, in bytes.
    private static let longestName = 4096

    /// True where the question is one that can have an answer.
    var fits: Bool {
        switch self {
        case .completions(let source, _): source.utf8.count <= Frame.maximumBodyLength
        case .signature(let name), .inspection(let name, _): name.utf8.count <= Self.longestName
        }
    }

    /// The message that asks it.
    func message(request: Int) -> HostMessage {
        switch self {
        case .completions(let source, let cursor): .complete(request: request, cursor: cursor, source: source)
        case .signature(let name): .signature(request: request, name: name)
        case .inspection(let name, let source): .inspect(request: request, source: source, name: name)
        }
    }

    /// Whether a message is the kind of answer that this asks for.
    func isAnswered(by message: RunnerMessage) -> Bool {
        switch (self, message) {
        case (.completions, .completions), (.signature, .signature), (.inspection, .inspection): true
        default: false
        }
    }
}
