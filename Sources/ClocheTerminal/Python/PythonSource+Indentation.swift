extension PythonSource {
    /// The number of spaces that a line opened at an offset begins with.
    func indentation(at offset: Int) -> Int {
        let index = lineIndex(at: offset)
        let before = scan(before: offset, in: lines[index])
        if before.state.isInString, before.state.string?.isTriple ?? false { return before.indentation }
        if !before.state.isInString, let level = before.state.nesting.indices.last {
            return indentation(inLevel: level, before: before, line: index)
        }
        guard before.tokens.contains(where: { $0.kind != .comment }),
            let statement = statement(through: index, scanner: before)
        else {
            return before.isBlank ? indentation(ofBlankLine: index, before: before) : before.indentation
        }
        if statement.endsInColon { return statement.indentation + indentationStep }
        if before.state.isJoined {
            let isFirst = before.indentation == statement.indentation
            return isFirst ? before.indentation + indentationStep : before.indentation
        }
        guard PythonVocabulary.leavingKeywords.contains(statement.lastWord) else { return statement.indentation }
        return indentation(behind: statement)
    }

    /// The indentation that a line should have instead once a colon was typed before an offset; nil where it is right.
    ///
    /// A line that begins with `else`, `elif`, `except`, `finally` or `case` goes under the statement it goes on with.
    func dedent(at offset: Int) -> Int? {
        let index = lineIndex(at: offset)
        let line = lines[index]
        let before = scan(before: offset, in: line)
        guard line.entry.startsStatement, before.tokens.last?.kind == .colon,
            let statement = statement(through: index, scanner: before), statement.endsInColon,
            line.tokens.dropFirst(before.tokens.count).allSatisfy({ $0.kind == .comment })
        else { return nil }
        let column = column(for: statement.word, at: line.indentation, before: index)
        return column == line.indentation ? nil : column
    }

    /// Inside brackets: as the lines of the same level before it, else one step in from the line that opens the level.
    private func indentation(inLevel level: Int, before: PythonScanner, line: Int) -> Int {
        if before.entry.nesting.count <= level { return before.indentation + indentationStep }
        for index in stride(from: line, through: 0, by: -1) {
            let depth = lines[index].entry.nesting.count
            if depth <= level { return lines[index].indentation + indentationStep }
            let indentation = index == line ? before.indentation : lines[index].indentation
            if depth == level + 1, index == line || !lines[index].isBlank { return indentation }
        }
        return 0
    }

    /// On a blank line: what it has; where that is nothing, what the code after it has.
    private func indentation(ofBlankLine index: Int, before: PythonScanner) -> Int {
        if !lines[index].isBlank { return lines[index].indentation }
        guard before.indentation == 0 else { return before.indentation }
        let following = lines[index...].first { !$0.isBlank }
        return following?.entry.startsStatement ?? false ? following?.indentation ?? 0 : 0
    }

    /// Behind a statement that leaves its block: where the block's own statement begins.
    private func indentation(behind statement: PythonStatement) -> Int {
        guard statement.indentation > 0 else { return 0 }
        let header = statements(before: statement.lines.lowerBound).first { $0.indentation < statement.indentation }
        return header?.indentation ?? max(0, statement.indentation - indentationStep)
    }

    /// The column of the nearest statement that a word can go on with, from a line at a column on.
    private func column(for word: String, at column: Int, before line: Int) -> Int? {
        let openers = word == "case" ? ["case", "match"] : PythonVocabulary.openers[word] ?? []
        var bound = column
        for statement in statements(before: line) where statement.indentation <= bound {
            if openers.contains(statement.word), statement.colons > 0 {
                return statement.indentation + (statement.word == "match" ? indentationStep : 0)
            }
            bound = statement.indentation - 1
        }
        return nil
    }
}
