/// What the built-in pager shows, and what its keys do; knows no terminal.
struct PagerScreen: Sendable {
    private let text: String
    private var paged: PagedText
    private var size: WindowSize
    /// The first row that is shown.
    private(set) var top = 0
    /// What is being typed after a slash; nil while nothing is.
    private var typed: String?
    /// What was searched for last.
    private var query = ""
    /// The line where it was found last, until the user moves.
    private var found: Int?
    /// Said in the last line until the next key.
    private var message: String?

    /// Begins at the beginning of a text.
    init(_ text: String, size: WindowSize) {
        self.text = text
        self.size = size
        paged = PagedText(text, columns: size.columns)
    }

    /// The rows that the window has for the text; the last line of the window is the pager's.
    private var height: Int { max(1, size.rows - 1) }
    private var lastTop: Int { max(0, paged.rows.count - height) }

    /// Shows the same line of the text first in a window of another size.
    mutating func resize(_ size: WindowSize) {
        let line = paged.rows.isEmpty ? 0 : paged.rows[top].line
        self.size = size
        paged = PagedText(text, columns: size.columns)
        move(to: paged.rows.firstIndex { $0.line == line } ?? 0)
    }

    /// Does what a key asks for; false to leave.
    mutating func handle(_ key: Key) -> Bool {
        message = nil
        if typed != nil {
            type(key)
            return true
        }
        switch key {
        case .scalar("q"), .scalar("Q"), .scalar("\u{3}"), .scalar("\u{4}"): return false
        case .scalar(" "), .scalar("f"), .scalar("\u{6}"), .sequence("[6~"): move(to: top + height)
        case .scalar("b"), .scalar("\u{2}"), .sequence("[5~"): move(to: top - height)
        case .scalar("d"): move(to: top + height / 2)
        case .scalar("u"): move(to: top - height / 2)
        case .scalar("\r"), .scalar("\n"), .scalar("j"), .sequence("[B"), .sequence("OB"): move(to: top + 1)
        case .scalar("k"), .scalar("y"), .sequence("[A"), .sequence("OA"): move(to: top - 1)
        case .scalar("g"), .scalar("<"), .sequence("[H"), .sequence("OH"), .sequence("[1~"): move(to: 0)
        case .scalar("G"), .scalar(">"), .sequence("[F"), .sequence("OF"), .sequence("[4~"): move(to: lastTop)
        case .scalar("/"): typed = ""
        case .scalar("n"): search(isForward: true)
        case .scalar("N"): search(isForward: false)
        case .scalar("h"), .scalar("?"): message = "space b: page, Enter k: line, g G: ends, / n N: search, q: leave"
        case .scalar, .sequence, .paste, .stoppedPaste: break
        }
        return true
    }

    /// The whole window, from its first row on.
    func frame() -> String {
        let shown = paged.rows[top..<min(top + height, paged.rows.count)].map(painted)
        let rest = Array(repeating: "~", count: height - shown.count)
        let last = typed.map(shownQuery) ?? "\u{1B}[7m" + clipped(message ?? position) + "\u{1B}[0m"
        // Each row is erased before it is written: behind the last column, erasing takes the last character.
        let rows = (shown + rest + [last]).map { "\u{1B}[K" + $0 }
        return "\u{1B}[?2026h\u{1B}[H" + rows.joined(separator: "\r\n") + "\u{1B}[?2026l"
    }

    private var position: String {
        let end = min(top + height, paged.rows.count)
        let part = "\(top + 1)-\(end) of \(paged.rows.count)"
        return part + (end == paged.rows.count ? " (end); q leaves" : "; space goes on, q leaves, h helps")
    }

    /// The end of what is typed, as much of it as the window holds.
    private func shownQuery(_ typed: String) -> String {
        var shown = typed[...]
        while !shown.isEmpty, CharacterWidth.of(shown) > size.columns - 2 { shown.removeFirst() }
        return "/" + shown
    }

    private func clipped(_ text: String) -> String {
        TextWidth.cut(text, to: max(0, size.columns - 1))
    }

    /// A row with what was searched for marked; a marked row loses its other styles.
    private func painted(_ row: PagedText.Row) -> String {
        guard !query.isEmpty else { return row.painted }
        var result = ""
        var rest = row.plain[...]
        while let found = Self.range(of: query, in: rest) {
            result += rest[..<found.lowerBound] + "\u{1B}[7m" + rest[found] + "\u{1B}[0m"
            rest = rest[found.upperBound...]
        }
        return result.isEmpty ? row.painted : result + rest
    }

    private mutating func move(to row: Int) {
        top = min(max(0, row), lastTop)
        found = nil
    }

    private mutating func type(_ key: Key) {
        switch key {
        case .scalar("\r"), .scalar("\n"):
            if let typed, !typed.isEmpty { query = typed }
            typed = nil
            search(isForward: true)
        case .scalar("\u{1B}"), .scalar("\u{3}"): typed = nil
        case .scalar("\u{7F}"), .scalar("\u{8}"): typed = typed.flatMap { $0.isEmpty ? nil : String($0.dropLast()) }
        case .scalar(let scalar) where !scalar.isControl: typed?.unicodeScalars.append(scalar)
        case .paste(let text): typed?.unicodeScalars.append(contentsOf: text.unicodeScalars.filter { !$0.isControl })
        case .scalar, .sequence, .stoppedPaste: break
        }
    }

    /// Shows the next line with the query, at the top where the rows below it allow that.
    private mutating func search(isForward: Bool) {
        guard !query.isEmpty else { return }
        let line = found ?? paged.rows[top].line
        let matches = paged.lines.indices.filter { Self.range(of: query, in: paged.lines[$0][...]) != nil }
        guard let next = isForward ? matches.first(where: { $0 > line }) : matches.last(where: { $0 < line }) else {
            message = matches.isEmpty ? "'\(query)' is not in the text" : "there is no other '\(query)'"
            return
        }
        move(to: paged.rows.firstIndex { $0.line == next } ?? top)
        found = next
    }

    /// Where a query stands; in lower case it is found in any.
    private static func range(of query: String, in text: Substring) -> Range<Substring.Index>? {
        let folds = query == query.lowercased()
        return text.indices.lazy.compactMap { start -> Range<Substring.Index>? in
            var position = start
            for wanted in query {
                guard position < text.endIndex else { return nil }
                let character = text[position]
                guard character == wanted || (folds && character.lowercased() == String(wanted)) else { return nil }
                position = text.index(after: position)
            }
            return start..<position
        }.first
    }
}
