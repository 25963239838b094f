/// A part of a prompt: one character in its style, or the end of a line.
struct PromptPiece: Equatable, Sendable {
    /// The character; nil for the end of a line.
    let character: Character?
    /// The parameters of the SGR sequences in force.
    let parameters: String

    /// Cuts a prompt into its pieces; tabs become spaces, and what a terminal would obey is left out or made visible.
    static func pieces(of text: String) -> [PromptPiece] {
        var pieces: [PromptPiece] = []
        var parameters = ""
        var rest = text[...]
        while let character = rest.first {
            if let sequence = style(at: rest) {
                parameters = combined(parameters, sequence.dropFirst(2).dropLast())
                rest = rest[sequence.endIndex...]
                continue
            }
            rest.removeFirst()
            switch character {
            case "\n", "\r\n": pieces.append(PromptPiece(character: nil, parameters: ""))
            case "\t":
                pieces += repeatElement(PromptPiece(character: " ", parameters: parameters), count: 4)
            case "\r", "\u{8}": break
            default: pieces.append(PromptPiece(character: character, parameters: parameters))
            }
        }
        return pieces
    }

    /// The columns of a prompt.
    static func width(of pieces: [PromptPiece]) -> Int {
        pieces.reduce(0) { $0 + ($1.character.map { CharacterWidth.of($0) } ?? 0) }
    }

    /// The SGR sequence that a text begins with; nil when it begins with none.
    private static func style(at text: Substring) -> Substring? {
        guard text.hasPrefix("\u{1B}[") else { return nil }
        let end = text.dropFirst(2).firstIndex { !"0123456789;:".contains($0) }
        return end.flatMap { text[$0] == "m" ? text[...$0] : nil }
    }

    /// How many parameters are kept, in characters; a cell that asks for input chooses its prompt.
    private static let maximumParameters = 64

    /// What is in force after a sequence.
    private static func combined(_ parameters: String, _ new: Substring) -> String {
        if new.isEmpty || new == "0" { return "" }
        let all = parameters.isEmpty ? String(new) : parameters + ";" + new
        return all.utf8.count <= maximumParameters ? all : String(new.prefix(maximumParameters))
    }
}
