extension CellReader {
    /// Runs a command that changes whole lines.
    func changeLines(_ command: EditCommand) {
        guard request.isCell || command == .colon else { return rings = true }
        switch command {
        case .dedent: indentLine(to: max(0, (lineIndentation - 1) / indentationStep * indentationStep))
        case .colon: insertColon()
        case .toggleComment: toggleComment()
        case .moveLineUp: moveLine(by: -1)
        default: moveLine(by: 1)
        }
    }

    /// The number of spaces that the cursor's line begins with.
    var lineIndentation: Int {
        text.scalars[text.lineStart...].prefix { $0 == " " }.count
    }

    /// Changes the spaces that the cursor's line begins with; the cursor stays where it is in the text.
    func indentLine(to indentation: Int) {
        let old = lineIndentation
        let start = text.lineStart
        let cursor = max(text.cursor + indentation - old, start)
        line.replace(start..<(start + old), with: String(repeating: " ", count: indentation))
        line.move(to: cursor)
    }

    /// The colon behind `else` and its like shows where the line belongs.
    private func insertColon() {
        line.insert(":")
        settle()
        if request.isCell, let indentation = source.dedent(at: text.cursor) { indentLine(to: indentation) }
    }

    private func toggleComment() {
        let number = text.lineNumber
        guard let changed = source.toggledComments(of: number...number).first else { return rings = true }
        let end = text.lineEnd
        let isAtEnd = text.cursor == end
        let offset = text.cursor - text.lineStart
        let growth = changed.unicodeScalars.count - (end - text.lineStart)
        let start = text.lineStart
        line.replace(start..<end, with: changed)
        if !isAtEnd { line.move(to: start + max(0, offset + growth)) }
    }

    /// Exchanges the cursor's line with the one above or below it, and goes with it.
    private func moveLine(by step: Int) {
        var lines = text.string.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let number = text.lineNumber
        guard lines.indices.contains(number + step) else { return rings = true }
        let offset = text.cursor - text.lineStart
        lines.swapAt(number, number + step)
        let start = lines[..<(number + step)].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
        replaceAll(with: lines.joined(separator: "\n"))
        line.move(to: start + offset)
    }
}
