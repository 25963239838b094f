/// A cell as a journal has it.
public struct StoredCell: Sendable, Equatable {
    /// The cell's number.
    public var number: Int

    /// What was submitted, with names in the place of secrets.
    public var source: String

    /// Makes a cell of its parts.
    public init(number: Int, source: String) {
        self.number = number
        self.source = source
    }
}
