/// The rows of the screen that a cell takes, and where the cursor stands among them.
struct Layout: Equatable, Sendable {
    /// The rows, at least one.
    let rows: [Row]
    /// The row of the cursor.
    let cursorRow: Int
    /// The column of the cursor.
    let cursorColumn: Int

    /// Makes a layout of what is known.
    init(rows: [Row], cursorRow: Int, cursorColumn: Int) {
        self.rows = rows
        self.cursorRow = cursorRow
        self.cursorColumn = cursorColumn
    }

    /// Lays out a text from scratch.
    ///
    /// - Parameters:
    ///   - characters: the text, lines ending in a newline.
    ///   - cursor: the number of characters before the cursor.
    ///   - styles: one for each character; missing ones are plain.
    ///   - theme: how the styles look.
    ///   - prompt: what stands before the lines.
    ///   - columns: the width of the window.
    init(
        _ characters: [Character],
        cursor: Int,
        styles: [TextStyle] = [],
        theme: Theme = .extended,
        prompt: Prompt,
        columns: Int
    ) {
        let lines = characters.indices.split(omittingEmptySubsequences: false) { characters[$0].asciiValue == 0x0A }
        let cursor = min(max(cursor, 0), characters.count)
        let line = lines.firstIndex { cursor <= $0.endIndex } ?? 0
        var layout = CellLayout()
        self = layout.lay(
            lines.enumerated().map { number, range in
                let styled = StyledLine(
                    characters: Array(characters[range.startIndex..<range.endIndex]),
                    styles: Array(styles.dropFirst(range.startIndex).prefix(range.count))
                )
                return LayoutLine(styled: styled, revision: number)
            },
            cursorLine: line,
            cursorCharacter: cursor - lines[line].startIndex,
            theme: theme,
            prompt: prompt,
            columns: columns
        )
    }

    /// The columns of a text with SGR sequences.
    static func width(of text: String) -> Int {
        PromptPiece.width(of: PromptPiece.pieces(of: text))
    }
}
