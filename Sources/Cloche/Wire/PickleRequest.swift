/// What a runner is asked to do with a session's pickle, as a cell; the parts follow in chunks.
struct PickleRequest: Equatable, Sendable {
    /// The number of the request, which the chunks of a saved pickle carry.
    var request: Int

    /// The cell as which it is done; it has no source.
    var cell: CellRequest

    /// True to take a pickle up, false to give one.
    var load: Bool

    /// The packages that the pickle was made with.
    var packages: [String]

    /// How many parts follow: the wheel of dill, and the pickle where one is taken up.
    var parts: Int
}
