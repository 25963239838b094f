/// The state of `ShellWords.split` between two characters.
struct ShellWordSplitter {
    private enum Mode: Equatable {
        case plain
        case single
        case double
        case escaped(inDouble: Bool)
    }

    private let home: String?
    private var words: [String] = []
    /// The word that has begun; nil between two words.
    private(set) var word: String?
    private var mode = Mode.plain
    private var beginsWithTilde = false

    init(home: String?) {
        self.home = home
    }

    mutating func take(_ character: Character) {
        switch mode {
        case .plain: takePlain(character)
        case .single where character == "'": mode = .plain
        case .double where character == "\"": mode = .plain
        case .double where character == "\\": mode = .escaped(inDouble: true)
        case .single, .double: append(character)
        case .escaped(let inDouble):
            if inDouble, character != "\"", character != "\\" { append("\\") }
            append(character)
            mode = inDouble ? .double : .plain
        }
    }

    mutating func finish() throws(REPLError) -> [String] {
        switch mode {
        case .single, .escaped(inDouble: false):
            throw .usage(mode == .single ? unclosed("'") : "a backslash ends the line")
        case .double, .escaped(inDouble: true): throw .usage(unclosed("\""))
        case .plain: break
        }
        endWord()
        return words
    }

    private func unclosed(_ quote: String) -> String {
        "the quote \(quote) is not closed"
    }

    private mutating func takePlain(_ character: Character) {
        switch character {
        case "'": begin(.single)
        case "\"": begin(.double)
        case "\\": begin(.escaped(inDouble: false))
        case _ where character.isWhitespace: endWord()
        default:
            if word == nil, character == "~" { beginsWithTilde = true }
            append(character)
        }
    }

    private mutating func begin(_ next: Mode) {
        // An empty pair of quotes is a word too.
        word = word ?? ""
        mode = next
    }

    private mutating func append(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func endWord() {
        guard var finished = word else { return }
        if beginsWithTilde, let home, finished == "~" || finished.hasPrefix("~/") {
            finished = home + finished.dropFirst()
        }
        words.append(finished)
        word = nil
        beginsWithTilde = false
    }
}
