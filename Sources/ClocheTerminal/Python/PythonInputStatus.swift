/// Whether a text can run as a cell when Enter is pressed at its end, for who has no `PythonSource` to keep.
package struct PythonInputStatus: Sendable {
    private let source: PythonSource

    /// Looks at a text, which need not end in a newline.
    package init(_ text: String) {
        source = PythonSource(text)
    }

    /// What the text is.
    package var status: InputStatus { source.status }
    /// The number of spaces that a new line after the text begins with.
    package var indentation: Int { source.indentation(at: source.scalars.count) }
}
