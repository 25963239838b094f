/// The text before a cell, with fields for what changes: `{n}` and `{permissions}`; `{{` and `}}` are braces.
package struct PromptTemplate: Sendable, Equatable {
    /// A piece of the text.
    enum Piece: Sendable, Equatable {
        /// Text as it is.
        case text(String)
        /// The number of the cell.
        case number
        /// What is granted, in brackets; nothing where that is nothing.
        case permissions
    }

    /// What stands before a cell when nobody chose anything.
    package static let standard = PromptTemplate(
        text: "{permissions} In [{n}]: ",
        pieces: [.permissions, .text(" In ["), .number, .text("]: ")]
    )

    /// The template as it was written.
    let text: String
    /// The template, taken apart.
    let pieces: [Piece]

    private init(text: String, pieces: [Piece]) {
        self.text = text
        self.pieces = pieces
    }

    /// Reads a template; nil where it has a field that is none, a brace alone, or a control character.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var literal = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "{" || character == "}", rest.first == character {
                literal.append(rest.removeFirst())
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}"), let field = Self.fields[String(rest[..<end])] else {
                    return nil
                }
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                pieces.append(field)
                rest = rest[rest.index(after: end)...]
            } else {
                guard character != "}", PlainText.isPlain(character) else { return nil }
                literal.append(character)
            }
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        self.init(text: text, pieces: pieces)
    }

    private static let fields: [String: Piece] = ["n": .number, "permissions": .permissions]

    /// Fills in the fields.
    ///
    /// A permission mark that is empty takes a space beside it away: the one before it, else the one after it.
    ///
    /// - Returns: Runs of text, each a permission mark or not.
    func fill(number: Int, permissions: String) -> [(text: String, isMark: Bool)] {
        var runs: [(text: String, isMark: Bool)] = []
        var dropsSpace = false
        for piece in pieces {
            switch piece {
            case .permissions where permissions.isEmpty:
                if runs.last?.text.last == " " { runs[runs.count - 1].text.removeLast() } else { dropsSpace = true }
            case .permissions: runs.append((permissions, true))
            case .number, .text:
                var text = if case .text(let literal) = piece { literal } else { "\(number)" }
                if dropsSpace, text.first == " " { text.removeFirst() }
                dropsSpace = false
                if runs.last?.isMark == false { runs[runs.count - 1].text += text } else { runs.append((text, false)) }
            }
        }
        return runs
    }
}
