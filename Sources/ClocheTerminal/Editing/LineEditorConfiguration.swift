/// What a `LineEditor` needs to know about its user.
package struct LineEditorConfiguration: Sendable {
    /// The name that lines of `~/.editrc` may be limited to.
    package var program = "cloche"
    /// What the user chooses, to begin with.
    package var preferences = EditorPreferences()
    /// The cells of this and earlier runs; whoever runs a cell adds it.
    package var history = History()
    /// Finds what the text before the cursor may become.
    package var completer: @Sendable (CompletionRequest) async -> Completions = { _ in Completions() }
    /// Finds the signature of a callable by its dotted name.
    package var signatures: @Sendable (String) async -> Signature? = { _ in nil }
    /// Told the text, the offset of the cursor in scalars, and how many bytes were typed in all, whenever all of them are
    /// handled and painted.
    package var observer: (@Sendable (_ text: String, _ cursor: Int, _ typed: Int) -> Void)?

    /// Makes a configuration with the defaults: colours, a history that is not kept.
    package init() {}
}
