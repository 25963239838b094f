/// Lays out a cell again and again, looking only at the lines that have changed.
struct CellLayout: Sendable {
    /// Characters of a line that are shown in another style than their own.
    struct Overlay: Sendable, Equatable {
        /// The line.
        let line: Int
        /// The characters of the line.
        let characters: Range<Int>
        /// How they are shown.
        let style: TextStyle

        /// Marks a range of characters.
        init(line: Int, characters: Range<Int>, style: TextStyle) {
            self.line = line
            self.characters = characters
            self.style = style
        }

        /// Marks one character.
        init(line: Int, character: Int, style: TextStyle) {
            self.init(line: line, characters: character..<(character + 1), style: style)
        }
    }

    /// What all rows depend on.
    private struct Setting: Equatable {
        let theme: Theme
        let prompt: Prompt
        let columns: Int
    }

    private var setting: Setting?
    private var first: [PromptPiece] = []
    private var continuation: [PromptPiece] = []
    /// The revision and the number of rows of each line.
    private var revisions: [Int] = []
    private var counts: [Int] = []
    /// The rows without overlays and suggestion.
    private var rows: [Layout.Row] = []

    /// Starts without anything laid out.
    init() {}

    /// Lays out a cell.
    ///
    /// - Parameters:
    ///   - lines: its lines, at least one.
    ///   - cursorLine: the line of the cursor.
    ///   - cursorCharacter: the number of characters before the cursor in its line.
    ///   - overlays: what is marked; later ones lie above earlier ones.
    ///   - suggestion: what stands behind the cursor, shown when that is at the end of the cell: the first line, as far as
    ///     it fits into the row, with an ellipsis when that is not all.
    ///   - theme: how styles look.
    ///   - prompt: what stands before the lines.
    ///   - columns: the width of the window.
    /// - Returns: the rows and the cursor.
    mutating func lay(
        _ lines: [LayoutLine],
        cursorLine: Int,
        cursorCharacter: Int,
        overlays: [Overlay] = [],
        suggestion: String = "",
        theme: Theme,
        prompt: Prompt,
        columns: Int
    ) -> Layout {
        let lines = lines.isEmpty ? [LayoutLine(styled: StyledLine(), revision: -1)] : lines
        apply(Setting(theme: theme, prompt: prompt, columns: columns))
        update(lines)
        let line = min(max(cursorLine, 0), lines.count - 1)
        let character = min(max(cursorCharacter, 0), lines[line].styled.characters.count)
        var rows = rows
        for (line, overlays) in Dictionary(grouping: overlays, by: \.line) where lines.indices.contains(line) {
            let styled = Self.marked(lines[line].styled, overlays, at: line)
            replace(line, in: &rows, by: build(styled, at: line).rows)
        }
        if !suggestion.isEmpty, line == lines.count - 1, character == lines[line].styled.characters.count {
            suggest(suggestion, in: &rows)
        }
        let place = place(of: character, in: lines[line].styled, at: line)
        let top = counts[..<line].reduce(0, +)
        return Layout(rows: rows, cursorRow: top + place.row, cursorColumn: place.column)
    }

    private mutating func apply(_ new: Setting) {
        guard new != setting else { return }
        setting = new
        (revisions, counts, rows) = ([], [], [])
        first = PromptPiece.pieces(of: new.prompt.first)
        continuation = PromptPiece.pieces(of: new.prompt.continuation)
        if PromptPiece.width(of: continuation) > max(new.columns - 1, 1) / 2 { continuation = [] }
    }

    /// Lays out the lines between those that are the same as before at the start and at the end.
    private mutating func update(_ lines: [LayoutLine]) {
        let old = revisions.count
        let common = min(old, lines.count)
        var start = 0
        while start < common, revisions[start] == lines[start].revision { start += 1 }
        // The first line is no other line's: it has a prompt of its own.
        let most = common - max(start, 1)
        var end = 0
        while end < most, revisions[old - 1 - end] == lines[lines.count - 1 - end].revision { end += 1 }
        guard start < old - end || start < lines.count - end else { return }
        let made = (start..<(lines.count - end)).map { build(lines[$0].styled, at: $0).rows }
        let firstRow = counts[..<start].reduce(0, +)
        let lastRow = rows.count - counts[(old - end)...].reduce(0, +)
        rows.replaceSubrange(firstRow..<lastRow, with: made.joined())
        counts.replaceSubrange(start..<(old - end), with: made.map(\.count))
        revisions.replaceSubrange(start..<(old - end), with: lines[start..<(lines.count - end)].map(\.revision))
    }

    private func build(_ line: StyledLine, at index: Int) -> RowBuilder {
        var builder = begun(at: index)
        let theme = setting?.theme ?? .none
        var style = TextStyle.plain
        var parameters = ""
        var run: [UInt8] = []
        for (index, character) in line.characters.enumerated() {
            let new = index < line.styles.count ? line.styles[index] : .plain
            if new != style {
                builder.add(ascii: &run, parameters: parameters)
                (style, parameters) = (new, theme.parameters(for: new))
            }
            if let ascii = character.printableASCII {
                run.append(ascii)
            } else {
                builder.add(ascii: &run, parameters: parameters)
                builder.add(character, parameters: parameters)
            }
        }
        builder.add(ascii: &run, parameters: parameters)
        return builder
    }

    private func begun(at index: Int) -> RowBuilder {
        var builder = RowBuilder(columns: setting?.columns ?? 80)
        builder.add(index == 0 ? first : continuation)
        return builder
    }

    private func place(of character: Int, in line: StyledLine, at index: Int) -> (row: Int, column: Int) {
        var builder = begun(at: index)
        for character in line.characters[..<character] { builder.add(character, parameters: "") }
        return builder.place(before: character < line.characters.count ? line.characters[character] : nil)
    }

    private func replace(_ line: Int, in rows: inout [Layout.Row], by new: [Layout.Row]) {
        let start = counts[..<line].reduce(0, +)
        rows.replaceSubrange(start..<(start + counts[line]), with: new)
    }

    private func suggest(_ suggestion: String, in rows: inout [Layout.Row]) {
        guard let setting else { return }
        let lines = suggestion.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let text = lines[0] + (lines.count > 1 ? "…" : "")
        let parameters = setting.theme.parameters(for: .suggestion)
        rows[rows.count - 1].append(text, parameters: parameters, limit: max(setting.columns - 1, 1))
    }

    private static func marked(_ line: StyledLine, _ overlays: [Overlay], at index: Int) -> StyledLine {
        var line = line
        let missing = line.characters.count - line.styles.count
        if missing > 0 { line.styles += repeatElement(.plain, count: missing) }
        for overlay in overlays {
            for character in overlay.characters.clamped(to: 0..<line.characters.count) {
                line.styles[character] = overlay.style
            }
        }
        return line
    }
}
