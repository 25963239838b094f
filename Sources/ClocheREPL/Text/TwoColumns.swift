/// Lays out pairs of a term and its meaning.
enum TwoColumns {
    /// Narrower than this beside its term, the meaning stands on the lines below it.
    private static let narrowestMeaning = 24

    /// Makes lines of pairs: terms padded to the longest one, meanings wrapped beside them, or below where there is no room.
    ///
    /// - Parameters:
    ///   - rows: The pairs.
    ///   - width: The width in character cells.
    ///   - emphasize: Paints a term; its width must not change.
    /// - Returns: The lines, each of at most `width` characters where its words allow it.
    static func lay(
        _ rows: [(term: String, meaning: String)],
        width: Int,
        emphasize: (String) -> String = { $0 }
    ) -> [String] {
        let column = (rows.map(\.term.count).max() ?? 0) + 4
        let isBeside = width - column >= narrowestMeaning
        return rows.flatMap { row in
            let indent = String(repeating: " ", count: isBeside ? column : 6)
            let meaning = TextWrap.wrap(row.meaning, width: max(1, width - indent.count - 1))
            if !isBeside { return ["  " + emphasize(row.term)] + meaning.map { indent + $0 } }
            let padding = String(repeating: " ", count: column - 2 - row.term.count)
            return ["  " + emphasize(row.term) + padding + meaning[0]] + meaning.dropFirst().map { indent + $0 }
        }
    }
}
