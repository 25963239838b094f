/// The text of a cell while it is edited, with a cursor between two of its scalars.
///
/// Answers where a motion leads and what a deletion takes, by whole characters as the user sees them.
struct CellText: Equatable, Sendable {
    /// The scalars of the text; lines end in a newline.
    let scalars: [Unicode.Scalar]
    /// The number of scalars before the cursor.
    let cursor: Int

    init(scalars: [Unicode.Scalar], cursor: Int) {
        self.scalars = scalars
        self.cursor = cursor
    }

    /// The whole text.
    var string: String { Self.string(scalars[...]) }
    /// What stands before the cursor.
    var before: String { Self.string(scalars[..<cursor]) }
    /// The part of the cursor's line before the cursor.
    var lineBefore: String { Self.string(scalars[lineStart..<cursor]) }
    /// The offset of the first scalar of the cursor's line.
    var lineStart: Int { Self.start(of: cursor, in: scalars) }
    /// The offset behind the last scalar of the cursor's line.
    var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }
    /// Whether no line follows the cursor's.
    var isOnLastLine: Bool { lineEnd == scalars.count }
    /// Whether the cursor's line holds nothing but spaces before the cursor.
    var isInIndentation: Bool { scalars[lineStart..<cursor].allSatisfy { $0 == " " } }

    /// Whether nothing follows the cursor.
    var isAtVeryEnd: Bool { cursor == scalars.count }
    /// Whether nothing but white space follows the cursor.
    var isAtEnd: Bool { scalars[cursor...].allSatisfy(\.properties.isWhitespace) }
    /// The number of lines above the cursor's.
    var lineNumber: Int { scalars[..<cursor].count { $0 == "\n" } }

    /// The offset one character to the left, across line ends.
    var left: Int? {
        guard cursor > 0 else { return nil }
        guard cursor > lineStart else { return cursor - 1 }
        return cursor - (lineBefore.last?.unicodeScalars.count ?? 1)
    }

    /// The offset one character to the right, across line ends.
    var right: Int? {
        guard cursor < scalars.count else { return nil }
        guard cursor < lineEnd else { return cursor + 1 }
        return cursor + (Self.string(scalars[cursor..<lineEnd]).first?.unicodeScalars.count ?? 1)
    }

    /// The offset of the start of the word at or before the cursor.
    var wordLeft: Int {
        let end = scalars[..<cursor].lastIndex(where: Self.isWord) ?? 0
        return (scalars[..<end].lastIndex { !Self.isWord($0) } ?? -1) + 1
    }

    /// The offset behind the word at or after the cursor.
    var wordRight: Int {
        let start = scalars[cursor...].firstIndex(where: Self.isWord) ?? scalars.count
        return scalars[start...].firstIndex { !Self.isWord($0) } ?? scalars.count
    }

    /// The number of characters between the start of the line and the cursor.
    var column: Int { lineBefore.count }

    /// The offset of a column in the line above, or nil on the first line.
    func above(column: Int) -> Int? {
        guard lineStart > 0 else { return nil }
        let start = Self.start(of: lineStart - 1, in: scalars)
        return Self.offset(of: column, in: scalars, from: start, to: lineStart - 1)
    }

    /// The offset of a column in the line below, or nil on the last line.
    func below(column: Int) -> Int? {
        guard !isOnLastLine else { return nil }
        let start = lineEnd + 1
        let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
        return Self.offset(of: column, in: scalars, from: start, to: end)
    }

    /// The whole text without the lines at its end that hold nothing but spaces.
    var withoutEmptyEnd: String {
        let end = scalars.lastIndex { !$0.properties.isWhitespace } ?? -1
        let newline = scalars[(end + 1)...].firstIndex(of: "\n") ?? scalars.count
        return Self.string(scalars[..<newline])
    }

    /// What Backspace takes: one character, or in leading spaces those back to the indentation step before.
    var backspaceRange: Range<Int>? {
        guard let left else { return nil }
        guard isInIndentation, cursor > lineStart else { return left..<cursor }
        return (cursor - ((cursor - lineStart - 1) % indentationStep + 1))..<cursor
    }

    /// What Delete takes.
    var deleteRange: Range<Int>? { right.map { cursor..<$0 } }

    /// What the key that kills to the end of the line takes: at the end of a line its newline.
    var killRange: Range<Int>? {
        let end = cursor == lineEnd ? min(cursor + 1, scalars.count) : lineEnd
        return end > cursor ? cursor..<end : nil
    }

    /// The characters around the cursor exchanged, at the end of a line the two before it.
    var transposition: (range: Range<Int>, text: String)? {
        let middle = CellText(scalars: scalars, cursor: cursor == lineEnd ? left ?? cursor : cursor)
        guard let start = middle.left, let end = middle.right, start >= lineStart, end <= lineEnd else { return nil }
        return (start..<end, string(in: middle.cursor..<end) + string(in: start..<middle.cursor))
    }

    /// The word at or before the cursor exchanged with the one before that.
    var wordTransposition: (range: Range<Int>, text: String)? {
        let end = CellText(scalars: scalars, cursor: wordStart).wordRight
        let second = CellText(scalars: scalars, cursor: end).wordLeft
        let first = CellText(scalars: scalars, cursor: second).wordLeft
        let firstEnd = CellText(scalars: scalars, cursor: first).wordRight
        guard first < second, firstEnd <= second, second < end else { return nil }
        return (first..<end, string(in: second..<end) + string(in: firstEnd..<second) + string(in: first..<firstEnd))
    }

    /// Where the word begins that the cursor stands in or behind; at a word's start, that word.
    private var wordStart: Int {
        let isAtWord = cursor < scalars.count && Self.isWord(scalars[cursor])
        return isAtWord && (cursor == 0 || !Self.isWord(scalars[cursor - 1])) ? cursor : wordLeft
    }

    /// The text of a range of scalars.
    func string(in range: Range<Int>) -> String { Self.string(scalars[range]) }

    /// Encodes by hand: appending to a view of scalars takes ten times as long.
    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func start(of offset: Int, in scalars: [Unicode.Scalar]) -> Int {
        (scalars[..<offset].lastIndex(of: "\n") ?? -1) + 1
    }

    private static func offset(of column: Int, in scalars: [Unicode.Scalar], from start: Int, to end: Int) -> Int {
        start + string(scalars[start..<end]).prefix(column).unicodeScalars.count
    }

    /// Whether a scalar is a part of a word; combining marks and joiners are, so that no character is cut apart.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isXIDContinue || scalar.properties.numericType != nil || scalar == "\u{200D}"
    }
}

/// The number of spaces of one level of indentation.
let indentationStep = 4
