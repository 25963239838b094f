/// What a `LineEditor` needs to know about its user and the language of the cells.
package struct LineEditorConfiguration: Sendable {
    /// The name that lines of `~/.editrc` may be limited to.
    package var program = "cloche"
    /// Whether the text of a cell is coloured.
    package var isColored = true
    /// The cells of this and earlier runs; whoever runs a cell adds it.
    package var history = History()
    /// Decides what Enter does at the end of a cell.
    package var inputStatus: @Sendable (String) -> InputStatus = { PythonInputStatus($0).status }
    /// The number of spaces that a new line after a text begins with.
    package var indentation: @Sendable (String) -> Int = { PythonInputStatus($0).indentation }
    /// Chooses one style for each character of a cell.
    package var highlighter: @Sendable ([Character]) -> [TextStyle] = PythonHighlighter.styles
    /// Finds what the text before the cursor may become.
    package var completer: @Sendable (CompletionRequest) async -> Completions = { _ in Completions() }

    /// Makes a configuration with the defaults: Python, colours, a history that is not kept.
    package init() {}
}
