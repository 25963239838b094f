/// Whether a cell of Python can run when the user presses Enter at its end, decided without Python.
///
/// One statement of one line is complete at once; a compound statement when an empty line follows it.
package struct PythonInputStatus: Sendable {
    private static let compound: Set = [
        "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class", "async", "@",
    ]
    private static let leaving: Set = ["return", "pass", "break", "continue", "raise"]

    /// A statement's first token, where it stands, and what ends it.
    private struct Statement {
        let word: String
        let indentation: Int
        var endsInColon = false
        /// The offset at which it ends.
        var end = 0

        var isCompound: Bool { endsInColon || PythonInputStatus.compound.contains(word) }
    }

    private let source: [UInt8]
    private let scanner: PythonScanner
    private let statements: [Statement]

    /// Looks at a text, which need not end in a newline.
    package init(_ text: String) {
        source = Array(text.utf8)
        scanner = PythonScanner(source)
        statements = Self.statements(of: scanner, in: source)
    }

    /// What the text is.
    package var status: InputStatus {
        if scanner.hasStrayBracket || scanner.hasBrokenString { return .invalid }
        if scanner.isInString || !scanner.openBrackets.isEmpty || scanner.endsInBackslash { return .incomplete }
        guard let first = statements.first, let last = statements.last else { return .complete }
        if last.endsInColon || last.word == "@" { return .incomplete }
        let outermost = statements.last { $0.indentation <= first.indentation } ?? first
        return outermost.isCompound && !endsInEmptyLine ? .incomplete : .complete
    }

    /// The number of spaces that a new line after the text begins with.
    package var indentation: Int {
        if scanner.isInString { return 0 }
        let line = Self.lineStart(before: source.count, in: source)
        let current = Self.column(ofTextAt: line, in: source)
        if !scanner.openBrackets.isEmpty {
            return scanner.openBrackets.contains { $0 >= line } ? current + indentationStep : current
        }
        guard let last = statements.last, last.end > line else { return current }
        if last.endsInColon { return last.indentation + indentationStep }
        if scanner.endsInBackslash { return current == last.indentation ? current + indentationStep : current }
        return Self.leaving.contains(last.word) ? max(0, last.indentation - indentationStep) : last.indentation
    }

    private var endsInEmptyLine: Bool {
        let line = Self.lineStart(before: source.count, in: source)
        return line > 0 && source[line...].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func statements(of scanner: PythonScanner, in source: [UInt8]) -> [Statement] {
        var statements: [Statement] = []
        var isNew = true
        for token in scanner.tokens where token.kind != .comment {
            guard token.kind != .newline else {
                isNew = true
                continue
            }
            let start = token.range.lowerBound
            if isNew {
                let column = column(ofTextAt: lineStart(before: start, in: source), in: source)
                statements.append(Statement(word: scanner.text(of: token), indentation: column))
                isNew = false
            }
            let isColon = token.kind == .punctuation && source[start] == UInt8(ascii: ":")
            statements[statements.count - 1].endsInColon = isColon
            statements[statements.count - 1].end = token.range.upperBound
        }
        return statements
    }

    private static func lineStart(before offset: Int, in source: [UInt8]) -> Int {
        (source[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }

    private static func column(ofTextAt lineStart: Int, in source: [UInt8]) -> Int {
        source[lineStart...].prefix { $0 == UInt8(ascii: " ") }.count
    }
}
