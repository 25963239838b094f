/// What a callable takes and gives; untrusted.
public struct CallSignature: Sendable, Equatable, Codable {
    /// The name that was asked for.
    public var name: String

    /// The parameters in their order; that of a method has no `self`.
    public var parameters: [CallParameter]

    /// The annotation of what it returns, as the source spells it; empty without one.
    public var result: String

    /// Makes a signature of its parts.
    public init(name: String, parameters: [CallParameter] = [], result: String = "") {
        self.name = name
        self.parameters = parameters
        self.result = result
    }
}
