/// One thing that the text before the cursor may become.
package struct Completion: Sendable, Equatable {
    /// What is put in; it takes the place of what `Completions.replaced` says.
    package let text: String
    /// What the menu shows; the text where it is not given.
    package let label: String
    /// What it is, in a word or two, such as `function` or `int`; empty where that is not known.
    package let detail: String

    /// Makes a candidate.
    package init(_ text: String, label: String? = nil, detail: String = "") {
        self.text = text
        self.label = label ?? text
        self.detail = detail
    }
}
