/// Chooses the styles of one scanned line of Python source.
struct PythonHighlighter {
    private let scanner: PythonScanner
    private var tokens: [PythonToken] { scanner.tokens }

    /// Looks at a scanned line.
    init(_ scanner: PythonScanner) {
        self.scanner = scanner
    }

    /// One style for each scalar of the line.
    var styles: [TextStyle] {
        var styles = [TextStyle](repeating: .plain, count: scanner.source.count)
        let decorator = decoratorTokens
        var isCase = false
        for (index, token) in tokens.enumerated() {
            var style = decorator.contains(index) ? .decorator : style(of: token)
            if token.kind == .name, style == .plain {
                style = nameStyle(at: index, isCase: isCase)
                if style == .keyword, startsStatement(at: index) { isCase = word(at: index) == "case" }
            }
            if token.kind == .colon { isCase = false }
            guard style != .plain else { continue }
            for offset in token.range { styles[offset] = style }
        }
        return styles
    }

    private func style(of token: PythonToken) -> TextStyle {
        switch token.kind {
        case .string: .string
        case .stringField, .fieldOpening, .fieldClosing: .stringField
        case .number: .number
        case .comment: .comment
        case .operatorSign: .operatorSign
        case .unmatched: .unmatched
        case .metaCommand: .metaCommand
        case .name, .comma, .colon, .semicolon, .dot, .opening, .closing, .other: .plain
        }
    }

    private func nameStyle(at index: Int, isCase: Bool) -> TextStyle {
        let word = scanner.text(of: tokens[index])
        if PythonVocabulary.keywords.contains(word) { return .keyword }
        if isKind(.dot, at: index - 1) { return .plain }
        switch self.word(at: index - 1) {
        case "def", "class": return .definition
        case "type" where isTypeStatement(at: index - 1): return .definition
        default: break
        }
        if isSoftKeyword(word, at: index, isCase: isCase) { return .keyword }
        let isArgumentName = tokens[index].depth > 0 && isSign("=", at: index + 1)
        return PythonVocabulary.builtins.contains(word) && !isArgumentName ? .builtin : .plain
    }

    private func isSoftKeyword(_ word: String, at index: Int, isCase: Bool) -> Bool {
        switch word {
        case "_": isCase
        case "type": isTypeStatement(at: index)
        case "match", "case": startsStatement(at: index) && isBlockHeader(at: index)
        default: false
        }
    }

    /// Whether `type` begins a type alias: a name follows, and then nothing that makes an expression of it.
    private func isTypeStatement(at index: Int) -> Bool {
        guard startsStatement(at: index), let name = word(at: index + 1) else { return false }
        guard !PythonVocabulary.keywords.contains(name), tokens.indices.contains(index + 2) else {
            return !PythonVocabulary.keywords.contains(name)
        }
        return isSign("=", at: index + 2) || isKind(.opening, at: index + 2)
    }

    /// Whether `match` or `case` begins a block: an expression follows, and where it could be an operand, a colon.
    private func isBlockHeader(at index: Int) -> Bool {
        guard tokens.indices.contains(index + 1) else { return false }
        let next = tokens[index + 1]
        switch next.kind {
        case .name: return !PythonVocabulary.joiningKeywords.contains(scanner.text(of: next))
        case .number, .string: return true
        case .opening, .operatorSign:
            guard !isSign("=", at: index + 1), !scanner.text(of: next).hasSuffix("=") else { return false }
            return tokens[(index + 1)...].contains { $0.kind == .colon && $0.depth == tokens[index].depth }
        default: return false
        }
    }

    /// The tokens of a decorator: the sign and the dotted name after it.
    private var decoratorTokens: Range<Int> {
        guard startsStatement(at: 0), isSign("@", at: 0) else { return 0..<0 }
        return 0..<(tokens.dropFirst().firstIndex { $0.kind != .name && $0.kind != .dot } ?? tokens.count)
    }

    private func startsStatement(at index: Int) -> Bool {
        index == 0 ? scanner.entry.startsStatement : isKind(.semicolon, at: index - 1)
    }

    private func isKind(_ kind: PythonToken.Kind, at index: Int) -> Bool {
        tokens.indices.contains(index) && tokens[index].kind == kind
    }

    private func isSign(_ character: Unicode.Scalar, at index: Int) -> Bool {
        tokens.indices.contains(index) && scanner.isToken(tokens[index], character)
    }

    private func word(at index: Int) -> String? {
        isKind(.name, at: index) ? scanner.text(of: tokens[index]) : nil
    }
}
