/// The width of text on a terminal, for those who lay it out elsewhere.
package enum TextWidth {
    /// The columns of a text, SGR sequences aside.
    package static func of(_ text: String) -> Int { Layout.width(of: text) }
}
