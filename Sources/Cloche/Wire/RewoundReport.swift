/// What a runner says when it is back at an earlier checkpoint, without having ended.
struct RewoundReport: Equatable, Sendable {
    /// The number of the request.
    var request: Int

    /// The size of Python's heap in bytes; it does not become smaller.
    var heapBytes: Int

    /// The names of what could not be brought back.
    var lost: [String] = []
}
