/// What happened when the sandbox had to be replaced, and how far back the session is.
public struct Recovery: Sendable, Equatable {
    /// One sentence for the user, without a final period.
    public var message: String

    /// The numbers of the cells whose effects are gone, in order, the one that was stopped among them.
    public var lostCells: [Int]

    /// Makes a recovery of its parts.
    public init(message: String, lostCells: [Int]) {
        self.message = message
        self.lostCells = lostCells
    }
}
