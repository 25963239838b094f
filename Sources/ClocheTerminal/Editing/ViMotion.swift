/// Where the motions of vi lead in the text of a cell.
struct ViMotion: Sendable {
    /// Where a motion ends, and what an operator makes of it.
    struct Target: Equatable, Sendable {
        let offset: Int
        /// Whether an operator takes the character at the offset too.
        var isInclusive = false
        /// Whether an operator takes whole lines.
        var isLinewise = false
    }

    let text: CellText
    let count: Int

    /// Where the keys of a motion lead; nil for keys that are none.
    func target(_ key: Unicode.Scalar, prefix: Unicode.Scalar? = nil) -> Target? {
        if let prefix { return prefix == "g" ? go(key) : find(key, prefix) }
        return switch key {
        case "h": repeated { $0.cursor > $0.lineStart ? $0.left : nil }
        case "l", " ": repeated { $0.cursor < $0.lineEnd ? $0.right : nil }
        case "w": repeated { nextStart(in: $0, Self.kind) }
        case "W": repeated { nextStart(in: $0, Self.bigKind) }
        case "b": repeated { previousStart(in: $0, Self.kind) }
        case "B": repeated { previousStart(in: $0, Self.bigKind) }
        case "e": repeated { end(in: $0, Self.kind) }.map { Target(offset: $0.offset, isInclusive: true) }
        case "E": repeated { end(in: $0, Self.bigKind) }.map { Target(offset: $0.offset, isInclusive: true) }
        case "0": Target(offset: text.lineStart)
        case "^": Target(offset: firstOfLine)
        case "$": Target(offset: text.lineEnd)
        case "j": repeated { $0.below(column: text.column) }.map { Target(offset: $0.offset, isLinewise: true) }
        case "k": repeated { $0.above(column: text.column) }.map { Target(offset: $0.offset, isLinewise: true) }
        case "G": Target(offset: text.scalars.count, isLinewise: true)
        default: nil
        }
    }

    /// The offset of the first character of the line that is no space.
    var firstOfLine: Int {
        text.lineStart + text.scalars[text.lineStart..<text.lineEnd].prefix { $0 == " " }.count
    }

    /// The offset behind the character at an offset.
    func end(ofCharacterAt offset: Int) -> Int {
        CellText(scalars: text.scalars, cursor: offset).right ?? text.scalars.count
    }

    /// Whole lines that hold a range.
    static func lines(_ range: Range<Int>, in text: CellText) -> Range<Int> {
        let start = CellText(scalars: text.scalars, cursor: range.lowerBound).lineStart
        return start..<CellText(scalars: text.scalars, cursor: range.upperBound).lineEnd
    }

    private func go(_ key: Unicode.Scalar) -> Target? {
        key == "g" ? Target(offset: 0, isLinewise: true) : nil
    }

    private func find(_ key: Unicode.Scalar, _ prefix: Unicode.Scalar) -> Target? {
        let isForward = prefix == "f" || prefix == "t"
        let line =
            isForward
            ? Array(text.scalars.indices[min(text.cursor + 1, text.lineEnd)..<text.lineEnd])
            : Array(text.scalars.indices[text.lineStart..<text.cursor].reversed())
        let found = line.filter { text.scalars[$0] == key }.dropFirst(count - 1).first
        guard let found else { return nil }
        return switch prefix {
        case "f": Target(offset: found, isInclusive: true)
        case "t": Target(offset: found - 1, isInclusive: true)
        case "T": Target(offset: found + 1)
        default: Target(offset: found)
        }
    }

    private func repeated(_ step: (CellText) -> Int?) -> Target? {
        var current = text
        for _ in 0..<count {
            guard let next = step(current), next != current.cursor else { break }
            current = CellText(scalars: text.scalars, cursor: next)
        }
        return current.cursor == text.cursor ? nil : Target(offset: current.cursor)
    }

    private func nextStart(in text: CellText, _ kind: (Unicode.Scalar) -> Int) -> Int? {
        let scalars = text.scalars
        guard text.cursor < scalars.count else { return nil }
        let current = kind(scalars[text.cursor])
        let end = scalars[text.cursor...].firstIndex { kind($0) != current } ?? scalars.count
        return scalars[end...].firstIndex { kind($0) != 0 } ?? scalars.count
    }

    private func previousStart(in text: CellText, _ kind: (Unicode.Scalar) -> Int) -> Int? {
        let scalars = text.scalars
        guard let last = scalars[..<text.cursor].lastIndex(where: { kind($0) != 0 }) else { return nil }
        return (scalars[..<last].lastIndex { kind($0) != kind(scalars[last]) } ?? -1) + 1
    }

    private func end(in text: CellText, _ kind: (Unicode.Scalar) -> Int) -> Int? {
        let scalars = text.scalars
        guard text.cursor + 1 < scalars.count,
            let start = scalars[(text.cursor + 1)...].firstIndex(where: { kind($0) != 0 })
        else { return nil }
        return (scalars[start...].firstIndex { kind($0) != kind(scalars[start]) } ?? scalars.count) - 1
    }

    /// 0 for white space, 1 for the characters of words, 2 for the rest.
    static func kind(_ scalar: Unicode.Scalar) -> Int {
        if scalar.properties.isWhitespace { return 0 }
        return CellText.isWord(scalar) ? 1 : 2
    }

    private static func bigKind(_ scalar: Unicode.Scalar) -> Int { scalar.properties.isWhitespace ? 0 : 1 }
}
