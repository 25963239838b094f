/// What is known about a name of a session, without running code of the user's; untrusted.
public struct Inspection: Sendable, Equatable, Codable {
    /// The name that was asked for.
    public var name: String

    /// What it is: `function`, `method`, `class`, `module`, `property`, `keyword`, or the name of the value's type.
    public var kind: String

    /// The name of its type.
    public var type: String

    /// What it takes, where it can be called and that is known.
    public var signature: CallSignature?

    /// Its documentation, or that of its class.
    public var documentation: String?

    /// A number, a short text or a constant as Python writes it; `3 items` for a builtin container.
    public var value: String?

    /// The file or the cell (`<cell 3>`) that defines it.
    public var file: String?

    /// The line in that file, counted from 1.
    public var line: Int?

    /// The source, where it was asked for and is at hand.
    public var source: String?

    /// Makes an inspection of its parts.
    public init(
        name: String,
        kind: String,
        type: String,
        signature: CallSignature? = nil,
        documentation: String? = nil,
        value: String? = nil,
        file: String? = nil,
        line: Int? = nil,
        source: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.type = type
        self.signature = signature
        self.documentation = documentation
        self.value = value
        self.file = file
        self.line = line
        self.source = source
    }
}
