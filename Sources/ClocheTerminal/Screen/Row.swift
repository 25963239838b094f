extension Layout {
    /// One row of the screen: text in pieces of one style each.
    struct Row: Equatable, Sendable {
        /// A run of text in one style.
        struct Piece: Equatable, Sendable {
            /// The text, without control characters.
            var text: String
            /// The parameters of the SGR sequence that begins its style; empty for the terminal's own.
            var parameters = ""
            /// The columns that it takes.
            var width: Int
        }

        /// The pieces from left to right; neighbours differ in style.
        private(set) var pieces: [Piece] = []
        /// The columns that it takes.
        private(set) var width = 0
        /// Whether all terminals agree on the columns of its characters.
        private(set) var isSure = true

        /// Makes an empty row.
        init() {}

        /// Makes a row of one style.
        init(_ text: some Sequence<Character>, parameters: String = "") {
            for character in text { append(character, parameters: parameters) }
        }

        /// Adds a character; one that a terminal would obey is added in its visible form.
        mutating func append(_ character: Character, parameters: String = "") {
            let visible = Self.visible(character)
            append(visible, parameters: parameters, width: CharacterWidth.of(character))
            isSure = isSure && CharacterWidth.isSure(character)
        }

        /// Adds text of which it is sure how many columns it takes.
        mutating func append(_ text: String, parameters: String = "", width: Int) {
            guard !text.isEmpty else { return }
            self.width += width
            if let last = pieces.indices.last, pieces[last].parameters == parameters {
                pieces[last].text += text
                pieces[last].width += width
            } else {
                pieces.append(Piece(text: text, parameters: parameters, width: width))
            }
        }

        /// Adds text, and as much of it as fits when it does not fit whole: then an ellipsis follows it.
        mutating func append(_ text: some Collection<Character>, parameters: String = "", limit: Int) {
            guard CharacterWidth.of(text) > limit - width else {
                for character in text { append(character, parameters: parameters) }
                return
            }
            guard width < limit else { return }
            for character in text {
                guard width + CharacterWidth.of(character) < limit else { break }
                append(character, parameters: parameters)
            }
            append("…", parameters: parameters, width: 1)
        }

        /// Adds spaces up to a column.
        mutating func pad(to column: Int, parameters: String = "") {
            let missing = column - width
            if missing > 0 { append(String(repeating: " ", count: missing), parameters: parameters, width: missing) }
        }

        /// A character as it is shown.
        static func visible(_ character: Character) -> String {
            if character.printableASCII != nil { return String(character) }
            return character.unicodeScalars.first.flatMap(VisibleForm.of) ?? String(character)
        }
    }
}
