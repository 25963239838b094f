/// Where cells and answers come from: a `LineEditor` on a terminal, a `PlainLineReader` elsewhere.
package protocol LineSource: Sendable {
    /// Reads one cell, of one or more lines.
    ///
    /// - Parameters:
    ///   - prompt: what stands before the lines.
    ///   - text: what the cell begins with, for the user to change.
    /// - Returns: the cell, or what ended the read instead.
    func readCell(prompt: Prompt, text: String) async -> LineResult

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

    /// Gives the terminal to another program, as it was found, while a closure runs; no read may be under way.
    ///
    /// - Parameter work: runs the program, and gives its exit status.
    /// - Returns: that exit status.
    func lend(_ work: @escaping @Sendable () -> Int32) async -> Int32

    /// Changes how cells are edited, from the next read on.
    func apply(_ preferences: EditorPreferences) async

    /// What the keys do, as they are bound now; none where there is no editor.
    func keys() async -> [KeyDescription]

    /// Whether it only ever writes lines, so that nothing may be shown that moves the cursor.
    var isPlain: Bool { get }

    /// Ends the read that is under way with `.interrupted`; without one it does nothing.
    func cancel()

    /// Puts the terminal back as it was, whatever goes on; for the end of the process.
    func restoreTerminal()

    /// Ends a read that is under way and puts the terminal back as it was; every later read gives `.endOfFile`.
    func close() async
}

extension LineSource {
    /// Has nothing that could be changed.
    package func apply(_ preferences: EditorPreferences) async {}

    /// Has not changed it.
    package func restoreTerminal() {}

    /// Has no keys of its own.
    package func keys() async -> [KeyDescription] { [] }

    /// Writes lines.
    package var isPlain: Bool { true }

    /// Reads one cell that begins empty.
    package func readCell(prompt: Prompt) async -> LineResult { await readCell(prompt: prompt, text: "") }
}
