/// What stands before the lines of a cell; both texts may hold SGR sequences.
package struct Prompt: Sendable, Equatable {
    /// Before the first line; may hold newlines, then the lines before its last one stand above the cell.
    package var first: String
    /// Before every other line.
    package var continuation: String

    /// Makes a prompt.
    package init(first: String, continuation: String = "") {
        self.first = first
        self.continuation = continuation
    }
}
