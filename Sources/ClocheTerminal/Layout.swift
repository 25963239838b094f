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

    /// The rows, at least one.
    private(set) var rows = [Row()]
    /// The row of the cursor.
    private(set) var cursorRow = 0
    /// The column of the cursor.
    private(set) var cursorColumn = 0
    private let limit: Int
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
        addPrompt(prompt.first)
        for (index, character) in characters.enumerated() {
            if index == cursor { placeCursor(before: character) }
            if character.isNewline {
                breakLine(prompt: prompt.continuation)
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
        let wraps = character.map { !$0.isNewline && row.width + CharacterWidth.of($0) > limit } ?? false
        cursorRow = wraps ? rows.count : rows.count - 1
        cursorColumn = wraps ? 0 : row.width
    }

    private mutating func breakLine(prompt: String) {
        setStyle(.plain)
        rows.append(Row())
        if Self.width(of: prompt) <= limit / 2 { addPrompt(prompt) }
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

    private mutating func addPrompt(_ prompt: String) {
        for piece in Self.pieces(of: prompt) {
            if piece.text == "\n" {
                rows.append(Row())
            } else {
                if rows[rows.count - 1].width + piece.width > limit { rows.append(Row()) }
                append(piece.text, width: piece.width)
            }
        }
    }

    /// Cuts a prompt into visible characters and SGR sequences of no width; tabs become spaces.
    private static func pieces(of text: String) -> [(text: String, width: Int)] {
        var pieces: [(text: String, width: Int)] = []
        var rest = text[...]
        while let character = rest.first {
            if let sequence = rest.prefixMatch(of: /\u{1B}\[[0-9;:]*m/) {
                pieces.append((String(sequence.output), 0))
                rest = rest[sequence.range.upperBound...]
                continue
            }
            rest.removeFirst()
            switch character {
            case "\n", "\r\n": pieces.append(("\n", 0))
            case "\t": pieces.append(("    ", 4))
            case "\r", "\u{8}": break
            default: pieces.append((visible(character), CharacterWidth.of(character)))
            }
        }
        return pieces
    }

    private static func visible(_ character: Character) -> String {
        if let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) { return String(character) }
        let visible = character.unicodeScalars.first.flatMap(VisibleForm.of)
        return visible ?? String(character)
    }
}
