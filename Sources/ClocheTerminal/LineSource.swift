/// Where cells and answers come from: a `LineEditor` on a terminal, a `PlainLineReader` elsewhere.
package protocol LineSource: Sendable {
    /// Reads one cell, of one or more lines.
    func readCell(prompt: Prompt) async -> LineResult

    /// Reads one line, the answer to a question of a running cell.
    ///
    /// - Parameters:
    ///   - prompt: what stands before the answer.
    ///   - hidden: whether the answer stays invisible, as a password does.
    /// - Returns: the answer as `.cell`.
    func readLine(prompt: String, hidden: Bool) async -> LineResult

    /// Writes text to the terminal, above the cell while one is being edited.
    ///
    /// While a cell is edited, text that does not end in a newline gets one. While nothing is edited, the text goes out
    /// as it is; send all output of a running cell through here, so that the next prompt knows where the cursor is.
    func printAbove(_ text: String)

    /// Ends the read that is under way with `.interrupted`; without one it does nothing.
    func cancel()

    /// Ends a read that is under way and puts the terminal back as it was; every later read gives `.endOfFile`.
    func close() async
}
