/// Where a token of a cell stands.
struct PythonPlace: Equatable, Sendable {
    /// The index of its line.
    let line: Int
    /// Its index among the line's tokens.
    let token: Int
}
