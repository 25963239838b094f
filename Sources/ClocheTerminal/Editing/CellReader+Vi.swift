extension CellReader {
    /// Runs a key of vi's command mode that libedit would take for a cell of one line.
    func handleVi(_ key: Unicode.Scalar?) {
        guard let key, request.isCell else { return rings = true }
        switch key {
        case "D": apply(.delete, text.cursor..<text.lineEnd, isLinewise: false)
        case "C": apply(.change, text.cursor..<text.lineEnd, isLinewise: false)
        case "Y": apply(.yank, text.lineStart..<text.lineEnd, isLinewise: true)
        case "S": apply(.change, text.lineStart..<text.lineEnd, isLinewise: true)
        case "x": apply(.delete, text.cursor..<min(text.right ?? text.cursor, text.lineEnd), isLinewise: false)
        case "X": apply(.delete, max(text.left ?? 0, text.lineStart)..<text.cursor, isLinewise: false)
        case "s": apply(.change, text.cursor..<min(text.right ?? text.cursor, text.lineEnd), isLinewise: false)
        case "p": put(behind: true)
        case "P": put(behind: false)
        case "o": open(at: text.lineEnd)
        case "O": openAbove()
        case "A": insert(at: text.lineEnd)
        case "J": joinLines()
        case "I": insert(at: ViMotion(text: text, count: 1).firstOfLine)
        default: take(key)
        }
    }

    /// Handles a key of a command of vi's that has begun; false when it ended it and has its usual effect.
    func handlePendingVi(_ key: Key) -> Bool {
        guard case .scalar(let scalar) = key, !scalar.isControl else {
            vi = ViKeys()
            return key == .scalar("\u{1B}")
        }
        guard vi.takes(scalar) else {
            vi = ViKeys()
            return false
        }
        take(scalar)
        return true
    }

    private func take(_ key: Unicode.Scalar) {
        switch vi.take(key, in: text) {
        case .pending: break
        case .move(let offset):
            line.move(to: offset)
            stayOnCharacter()
        case .apply(let operation, let range, let isLinewise): apply(operation, range, isLinewise: isLinewise)
        case .none: rings = true
        }
    }

    private func apply(_ operation: ViKeys.Operator, _ range: Range<Int>, isLinewise: Bool) {
        guard isLinewise || !range.isEmpty || operation == .change else { return rings = true }
        if operation == .indent || operation == .dedent { return shift(range, isDeeper: operation == .indent) }
        kills.kill(text.string(in: range) + (isLinewise ? "\n" : ""), isBefore: false, joins: false)
        switch operation {
        case .indent, .dedent: break
        case .yank: line.move(to: range.lowerBound)
        case .change:
            let kept = isLinewise ? text.scalars[range].prefix { $0 == " " }.count : 0
            line.replace((range.lowerBound + kept)..<range.upperBound, with: "")
            enterInsertMode()
        case .delete:
            if isLinewise { return removeLines(range) }
            line.replace(range, with: "")
            stayOnCharacter()
        }
    }

    /// In command mode the cursor stands on a character, never behind the last one of a line.
    private func stayOnCharacter() {
        settle()
        if text.cursor == text.lineEnd, text.cursor > text.lineStart { line.move(to: text.left ?? text.cursor) }
    }

    /// Indents or dedents whole lines by one step.
    private func shift(_ range: Range<Int>, isDeeper: Bool) {
        let step = String(repeating: " ", count: indentationStep)
        let lines = text.string(in: range).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard !isDeeper else { return line.isEmpty ? "" : step + line }
            let spaces = line.prefix(indentationStep).prefix { $0 == " " }
            return String(line[spaces.endIndex...])
        }
        line.replace(range, with: lines.joined(separator: "\n"))
        line.move(to: range.lowerBound)
        settle()
        line.move(to: ViMotion(text: text, count: 1).firstOfLine)
    }

    /// Puts the next line behind this one, with one space between them.
    private func joinLines() {
        guard !text.isOnLastLine else { return rings = true }
        let end = text.lineEnd
        let spaces = text.scalars[(end + 1)...].prefix { $0 == " " }.count
        line.replace(end..<(end + 1 + spaces), with: " ")
        line.move(to: end)
    }

    private func removeLines(_ range: Range<Int>) {
        let isLast = range.upperBound == text.scalars.count
        let start = isLast ? max(range.lowerBound - 1, 0) : range.lowerBound
        line.replace(start..<min(range.upperBound + (isLast ? 0 : 1), text.scalars.count), with: "")
        settle()
        line.move(to: ViMotion(text: text, count: 1).firstOfLine)
    }

    private func put(behind: Bool) {
        guard let killed = kills.current else { return rings = true }
        guard killed.hasSuffix("\n") else {
            let offset = behind ? min(text.right ?? text.cursor, text.lineEnd) : text.cursor
            line.replace(offset..<offset, with: killed)
            return
        }
        let offset = behind ? text.lineEnd : text.lineStart
        line.replace(offset..<offset, with: behind ? "\n" + killed.dropLast() : killed)
        line.move(to: behind ? offset + 1 : offset)
        settle()
        line.move(to: ViMotion(text: text, count: 1).firstOfLine)
    }

    private func open(at offset: Int) {
        line.move(to: offset)
        settle()
        breakLine()
        enterInsertMode()
    }

    private func openAbove() {
        let indentation = String(repeating: " ", count: lineIndentation)
        let start = text.lineStart
        line.replace(start..<start, with: indentation + "\n")
        line.move(to: start + indentation.unicodeScalars.count)
        enterInsertMode()
    }

    private func insert(at offset: Int) {
        line.move(to: offset)
        enterInsertMode()
    }

    private func enterInsertMode() {
        feed([Keymap.insertMode.scalar])
    }
}
