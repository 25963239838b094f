extension Layout.Row {
    /// A place between two characters of a row.
    struct Place: Equatable {
        /// The index of the piece that the next character belongs to.
        var piece = 0
        /// The number of characters of that piece before the place.
        var character = 0
        /// The columns before the place.
        var column = 0
    }

    /// The text with SGR sequences; begins and ends in the terminal's own style.
    var text: String { text(from: Place()) }

    /// The text from a place on, with SGR sequences.
    func text(from place: Place) -> String {
        var text = ""
        var offset = place.character
        for piece in pieces.dropFirst(place.piece) {
            if piece.parameters.isEmpty {
                text += piece.text.dropFirst(offset)
            } else {
                text += "\u{1B}[\(piece.parameters)m\(piece.text.dropFirst(offset))\u{1B}[0m"
            }
            offset = 0
        }
        return text
    }

    /// The text up to a column, with SGR sequences.
    func text(to column: Int) -> String {
        var row = Layout.Row()
        for piece in pieces {
            for character in piece.text {
                guard row.width < column else { return row.text }
                row.append(character, parameters: piece.parameters)
            }
        }
        return row.text
    }

    /// The first place at which it is not the same as another row.
    func firstDifference(from other: Layout.Row) -> Place {
        var place = Place()
        for (old, new) in zip(other.pieces, pieces) {
            if old != new {
                guard old.parameters == new.parameters else { return place }
                for (oldCharacter, newCharacter) in zip(old.text, new.text) {
                    guard oldCharacter == newCharacter else { return place }
                    place.character += 1
                    place.column += CharacterWidth.of(newCharacter)
                }
                return place
            }
            place = Place(piece: place.piece + 1, character: 0, column: place.column + new.width)
        }
        return place
    }

    /// The columns of its characters from left to right.
    var widths: [Int] {
        pieces.flatMap { $0.text.map { CharacterWidth.of($0) } }
    }
}
