/// The rows of the screen that a cell takes, and where the cursor stands among them.
///
/// A pure function of text, cursor, styles, prompt and width. The last column is never written to, since terminals differ
/// in where the cursor is after that.
struct Layout: Equatable, Sendable {
    /// One row: its text with SGR sequences, and the columns that it takes.
    struct Row: Equatable, Sendable {
        var text = ""
        var width = 0
    }

    /// A part of a prompt that is not divided.
    private struct Piece: Equatable {
        let text: String
        let width: Int
    }

    /// The rows, at least one.
    private(set) var rows = [Row()]
    /// The row of the cursor.
    private(set) var cursorRow = 0
    /// The column of the cursor.
    private(set) var cursorColumn = 0
    private let limit: Int
    private let continuation: [Piece]
    private var style = TextStyle.plain

    /// Lays out a cell.
    ///
    /// - Parameters:
    ///   - characters: the text, lines ending in a newline.
    ///   - cursor: the number of characters before the cursor.
    ///   - styles: one for each character; missing ones are plain.
    ///   - prompt: what stands before the lines.
    ///   - columns: the width of the window.
    init(_ characters: [Character], cursor: Int, styles: [TextStyle] = [], prompt: Prompt, columns: Int) {
        limit = max(columns - 1, 2)
        let continuation = Self.pieces(of: prompt.continuation)
        self.continuation = continuation.reduce(0) { $0 + $1.width } <= limit / 2 ? continuation : []
        addPrompt(Self.pieces(of: prompt.first))
        for (index, character) in characters.enumerated() {
            if index == cursor { placeCursor(before: character) }
            if character.isLineEnd {
                breakLine()
            } else {
                add(character, style: index < styles.count ? styles[index] : .plain)
            }
        }
        setStyle(.plain)
        if cursor >= characters.count { placeCursor(before: nil) }
    }

    /// The columns of a text with SGR sequences.
    static func width(of text: String) -> Int {
        pieces(of: text).reduce(0) { $0 + $1.width }
    }

    private mutating func placeCursor(before character: Character?) {
        let row = rows[rows.count - 1]
        let wraps = character.map { !$0.isLineEnd && row.width + CharacterWidth.of($0) > limit } ?? false
        cursorRow = wraps ? rows.count : rows.count - 1
        cursorColumn = wraps ? 0 : row.width
    }

    private mutating func breakLine() {
        setStyle(.plain)
        rows.append(Row())
        addPrompt(continuation)
    }

    private mutating func add(_ character: Character, style: TextStyle) {
        let width = CharacterWidth.of(character)
        makeRoom(for: width)
        setStyle(style)
        append(Self.visible(character), width: width)
    }

    private mutating func makeRoom(for width: Int) {
        guard rows[rows.count - 1].width + width > limit else { return }
        let style = style
        setStyle(.plain)
        rows.append(Row())
        setStyle(style)
    }

    private mutating func setStyle(_ new: TextStyle) {
        guard new != style else { return }
        rows[rows.count - 1].text += "\u{1B}[0m"
        if let parameters = new.parameters { rows[rows.count - 1].text += "\u{1B}[\(parameters)m" }
        style = new
    }

    private mutating func append(_ text: String, width: Int) {
        rows[rows.count - 1].text += text
        rows[rows.count - 1].width += width
    }

    private mutating func addPrompt(_ pieces: [Piece]) {
        for piece in pieces {
            if piece.text == "\n" {
                rows.append(Row())
            } else {
                if rows[rows.count - 1].width + piece.width > limit { rows.append(Row()) }
                append(piece.text, width: piece.width)
            }
        }
    }

    /// Cuts a prompt into visible characters and SGR sequences of no width; tabs become spaces.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let character = rest.first {
            if let end = endOfStyle(rest) {
                pieces.append(Piece(text: String(rest[..<end]), width: 0))
                rest = rest[end...]
                continue
            }
            rest.removeFirst()
            switch character {
            case "\n", "\r\n": pieces.append(Piece(text: "\n", width: 0))
            case "\t": pieces.append(Piece(text: "    ", width: 4))
            case "\r", "\u{8}": break
            default: pieces.append(Piece(text: visible(character), width: CharacterWidth.of(character)))
            }
        }
        return pieces
    }

    /// Where the SGR sequence ends that a text begins with; nil when it begins with none.
    private static func endOfStyle(_ text: Substring) -> String.Index? {
        guard text.hasPrefix("\u{1B}[") else { return nil }
        let end = text.dropFirst(2).firstIndex { !"0123456789;:".contains($0) }
        return end.flatMap { text[$0] == "m" ? text.index(after: $0) : nil }
    }

    private static func visible(_ character: Character) -> String {
        if let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) { return String(character) }
        let visible = character.unicodeScalars.first.flatMap(VisibleForm.of)
        return visible ?? String(character)
    }
}

extension Character {
    /// Whether it is a newline, alone or behind a carriage return.
    fileprivate var isLineEnd: Bool { asciiValue == 0x0A }
}
