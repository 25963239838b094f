extension Screen {
    mutating func show(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r":
            page.column = 0
            page.isAtEdge = false
        case "\n": lineFeed()
        case "\u{7}": bells += 1
        case "\u{8}": page.column = max(column - 1, 0)
        case "\t": page.column = min(column / 8 * 8 + 8, columns - 1)
        default: if scalar.value >= 0x20 { put(scalar) }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        if !isSynchronized { loneCharacters += 1 }
        let width = Self.width(of: scalar)
        if width == 0 || joins(scalar) { return join(scalar) }
        if page.isAtEdge || column + width > columns {
            guard wraps else { return }
            page.grid[row].isWrapped = true
            page.column = 0
            page.isAtEdge = false
            lineFeed()
        }
        // A window of one column has no room for a wide character.
        guard column + width <= columns else { return }
        pad(to: column + width)
        page.grid[row].places[column] = Place(text: String(Character(scalar)), style: style)
        if width == 2 { page.grid[row].places[column + 1] = Place(text: "", style: style) }
        page.isAtEdge = column + width == columns
        page.column = min(column + width, columns - 1)
    }

    /// The place of the character before the cursor.
    private var previousPlace: Int? {
        let places = page.grid[row].places
        var place = page.isAtEdge ? column : column - 1
        if place > 0, place < places.count, places[place].text.isEmpty { place -= 1 }
        return place >= 0 && place < places.count ? place : nil
    }

    /// Whether a scalar belongs to the character before the cursor: behind a joiner, as a skin, as a flag's other half.
    private func joins(_ scalar: Unicode.Scalar) -> Bool {
        guard let place = previousPlace else { return false }
        let scalars = page.grid[row].places[place].text.unicodeScalars
        if scalars.last == "\u{200D}" { return true }
        guard let last = scalars.last, last.value >= 0x203C else { return false }
        return (0x1F3FB...0x1F3FF).contains(scalar.value) && last.properties.isEmojiModifierBase
    }

    private mutating func join(_ scalar: Unicode.Scalar) {
        guard let place = previousPlace else { return }
        page.grid[row].places[place].text.unicodeScalars.append(scalar)
    }

    private mutating func pad(to width: Int) {
        let missing = width - page.grid[row].places.count
        if missing > 0 { page.grid[row].places += Array(repeating: Place(), count: missing) }
    }

    private mutating func lineFeed() {
        guard row == rows - 1 else { return page.row += 1 }
        let top = page.grid.removeFirst()
        if !isAlternate { page.past.append(top) }
        page.grid.append(Row())
    }

    /// The columns of a scalar; rougher than the table under test, and made from other data.
    ///
    /// As in tmux 3.3, each half of a flag takes one column, and U+FE0F changes nothing.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 || (0x1F1E6...0x1F1FF).contains(scalar.value) { return 1 }
        if [.nonspacingMark, .enclosingMark, .format].contains(scalar.properties.generalCategory) { return 0 }
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        if scalar.properties.isEmojiPresentation { return 2 }
        let wide: [ClosedRange<UInt32>] = [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF00...0xFF60]
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
}
