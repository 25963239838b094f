/// A statement with all its lines, as words: strings are empty ones, and comments are left out.
struct PythonLogicalLine: Equatable, Sendable {
    /// A word at a depth of brackets.
    struct Word: Equatable, Sendable {
        let kind: PythonToken.Kind
        let depth: Int
        let text: String
    }

    /// The column at which it begins.
    let indentation: Int
    /// Its words.
    let words: [Word]
}

extension PythonSource {
    /// The statements of the cell that have code; those that semicolons part are one.
    var logicalLines: [PythonLogicalLine] {
        var result: [PythonLogicalLine] = []
        var indentation = 0
        var words: [PythonLogicalLine.Word] = []
        for line in lines {
            if line.entry.startsStatement {
                if !words.isEmpty { result.append(PythonLogicalLine(indentation: indentation, words: words)) }
                (indentation, words) = (line.indentation, [])
            }
            words += line.tokens.filter { $0.kind != .comment }.map { token in
                // Long texts are nothing that anybody looks at.
                let text = token.kind == .string ? "" : text(of: token, in: line)
                return PythonLogicalLine.Word(kind: token.kind, depth: token.depth, text: text)
            }
        }
        if !words.isEmpty { result.append(PythonLogicalLine(indentation: indentation, words: words)) }
        return result
    }
}
