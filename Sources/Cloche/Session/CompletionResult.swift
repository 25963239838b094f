/// What the text before a cursor may become.
public struct CompletionResult: Sendable, Equatable, Codable {
    /// How many Unicode scalars before the cursor a candidate takes the place of.
    public var replaced: Int

    /// What may stand there: names of the user's first, then the more likely ones, then by the alphabet.
    public var candidates: [CompletionCandidate]

    /// Makes a result of its parts; an empty one by default.
    public init(replaced: Int = 0, candidates: [CompletionCandidate] = []) {
        self.replaced = replaced
        self.candidates = candidates
    }
}
