/// The width of text on a terminal, for those who lay it out elsewhere.
package enum TextWidth {
    /// The columns of a text, SGR sequences aside.
    package static func of(_ text: String) -> Int { Layout.width(of: text) }

    /// A text that takes no more than a number of columns: the text itself, or its beginning and an ellipsis.
    package static func cut(_ text: String, to columns: Int) -> String {
        var width = 0
        var fitting = text.startIndex
        for index in text.indices {
            width += CharacterWidth.of(text[index])
            if width < columns { fitting = text.index(after: index) }
            if width > columns { return text[..<fitting] + "…" }
        }
        return text
    }
}
