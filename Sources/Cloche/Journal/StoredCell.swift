/// A cell of a stored session.
public struct StoredCell: Sendable, Equatable {
    /// The cell's number.
    public var number: Int

    /// What was submitted.
    public var source: String

    /// Makes a cell of its parts.
    public init(number: Int, source: String) {
        self.number = number
        self.source = source
    }
}
