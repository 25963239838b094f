extension CellReader {
    /// Shows the cell and what belongs to it, unless something else has the terminal.
    func paint() {
        guard !isSuspended, result == nil else { return }
        let size = terminal.size
        let footer = footer(size)
        var output = painter.paint(
            currentLayout(size),
            footer: footer.rows,
            footerCursor: footer.cursor,
            size: size
        )
        if rings { output += "\u{7}" }
        rings = false
        if !output.isEmpty { terminal.write(output) }
    }

    /// Shows the whole cell as it stays on the screen.
    func finish() -> String {
        let size = terminal.size
        return painter.finish(lay(source, cursor: text.scalars.count, columns: size.columns), size: size)
    }

    private var chosenTheme: Theme { preferences.isColored ? theme : .none }

    private func currentLayout(_ size: WindowSize) -> Layout {
        if let search {
            // Another source has other lines under the same revisions.
            layout = CellLayout()
            defer { layout = CellLayout() }
            return lay(search.preview, cursor: search.cursor, overlays: search.overlays, columns: size.columns)
        }
        let brackets = request.isCell ? source.brackets(at: text.cursor) : []
        return lay(
            source,
            cursor: text.cursor,
            overlays: brackets.compactMap { source.overlay(at: $0..<($0 + 1), style: .matched) },
            suggestion: menu == nil ? hints.suggestion : "",
            columns: size.columns
        )
    }

    private func lay(
        _ source: PythonSource,
        cursor: Int,
        overlays: [CellLayout.Overlay] = [],
        suggestion: String = "",
        columns: Int
    ) -> Layout {
        let shown = request.isHidden ? PythonSource() : source
        let place = shown.place(of: request.isHidden ? 0 : cursor)
        return layout.lay(
            shown.lines.map { LayoutLine(styled: $0.styled, revision: $0.revision) },
            cursorLine: place.line,
            cursorCharacter: place.character,
            overlays: overlays,
            suggestion: suggestion,
            theme: request.isCell ? chosenTheme : .none,
            prompt: request.prompt,
            columns: columns
        )
    }

    /// What stands below the cell, and where the cursor is in it during a search.
    private func footer(_ size: WindowSize) -> (rows: [Layout.Row], cursor: (row: Int, column: Int)?) {
        if let search {
            let row = search.row(columns: size.columns, theme: chosenTheme)
            return ([row.row], (0, row.cursorColumn))
        }
        var rows: [Layout.Row] = []
        if let message = decoder.isPasting ? "a paste has begun; Ctrl-C stops it" : hints.message {
            rows.append(MessageRow.row(message, columns: size.columns, theme: chosenTheme))
        }
        if let signature = hints.signature, let call = hints.call,
            let row = SignatureLine.row(signature, call: call, columns: size.columns, theme: chosenTheme)
        {
            rows.append(row)
        }
        if let menu { rows += laidOut(menu, in: size).rows }
        return (rows, nil)
    }

    /// The candidates as they stand below the cell.
    func laidOut(_ menu: CompletionChoice, in size: WindowSize) -> CompletionMenu {
        CompletionMenu(
            menu.candidates,
            selected: menu.selected,
            columns: size.columns,
            maximumRows: max(size.rows / 3, 1),
            theme: chosenTheme
        )
    }
}
