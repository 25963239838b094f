/// A cell that asks what a name is: `name?` and `?name`, or with its source `name??` and `??name`.
package struct HelpRequest: Sendable, Equatable {
    /// The name, which may have dots.
    package let name: String
    /// Whether the source is asked for.
    package let wantsSource: Bool

    /// Reads a cell; nil where it asks for nothing of the kind.
    package init?(_ cell: String) {
        let text = PlainText.trimmed(cell[...])
        let before = text.prefix { $0 == "?" }.count
        let rest = text.dropFirst(before)
        let after = rest.reversed().prefix { $0 == "?" }.count
        let name = PlainText.trimmed(rest.dropLast(after))
        guard (before == 0) != (after == 0), before + after <= 2, Self.isDottedName(name) else { return nil }
        self.name = String(name)
        wantsSource = before + after == 2
    }

    private static func isDottedName(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            let scalars = part.unicodeScalars
            guard let first = scalars.first, first == "_" || first.properties.isXIDStart else { return false }
            return scalars.allSatisfy(\.properties.isXIDContinue)
        }
    }
}
