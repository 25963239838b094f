/// A statement of one or more lines, as far as what follows it depends on it.
struct PythonStatement: Equatable, Sendable {
    /// The indices of its lines.
    let lines: ClosedRange<Int>
    /// The column at which it begins.
    let indentation: Int
    /// Its first token.
    private(set) var word = ""
    /// The first token behind its last semicolon, which is its first where it has none.
    private(set) var lastWord = ""
    /// Whether its last token is a colon that belongs to no bracket.
    private(set) var endsInColon = false
    /// The number of its colons that belong neither to a bracket nor to a `lambda`.
    private(set) var colons = 0
    private var isLastWordNext = true

    init(lines: ClosedRange<Int>, indentation: Int) {
        self.lines = lines
        self.indentation = indentation
    }

    /// Takes the next token of the statement.
    mutating func add(_ token: PythonToken, text: @autoclosure () -> String) {
        guard token.kind != .comment else { return }
        endsInColon = token.kind == .colon && token.depth == 0
        if isLastWordNext {
            lastWord = text()
            if word.isEmpty { word = lastWord }
        }
        isLastWordNext = token.kind == .semicolon
        guard token.depth == 0 else { return }
        if token.kind == .colon { colons += 1 }
        if token.kind == .name, text() == "lambda" { colons -= 1 }
    }

    /// Whether a block belongs to it.
    var isCompound: Bool { endsInColon || isDecorator || PythonVocabulary.blockKeywords.contains(word) }
    /// Whether it is a decorator, which the next statement belongs to.
    var isDecorator: Bool { word == "@" }
    /// Whether it begins as one with a block does, but has no colon.
    var lacksColon: Bool { colons < 1 && PythonVocabulary.blockKeywords.contains(word) }
    /// Whether it only goes on with a statement before it.
    var isContinuation: Bool { PythonVocabulary.openers[word] != nil }
}
