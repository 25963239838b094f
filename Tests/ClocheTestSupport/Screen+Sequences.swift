extension Screen {
    func scalarLength(_ input: ArraySlice<UInt8>) -> Int? {
        guard let first = input.first else { return nil }
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        return input.count >= length ? length : nil
    }

    func sequenceLength(_ input: ArraySlice<UInt8>) -> Int? {
        guard let kind = input.dropFirst().first else { return nil }
        if kind == UInt8(ascii: "[") {
            guard let end = input.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
            return end + 1 - input.startIndex
        }
        if kind == UInt8(ascii: "]") {
            return input.firstIndex(of: 0x07).map { $0 + 1 - input.startIndex }
        }
        return 2
    }

    mutating func obey(_ sequence: String) {
        if sequence.hasPrefix("\u{1B}]") { return title = String(sequence.dropFirst(2).dropLast()) }
        guard sequence.hasPrefix("\u{1B}["), let final = sequence.last else { return }
        let arguments = sequence.dropFirst(2).dropLast()
        if final == "m" { return style.apply(arguments) }
        page.isAtEdge = false
        let numbers = arguments.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        switch final {
        case "J": eraseDisplay(numbers.first ?? 0)
        case "K": eraseLine(numbers.first ?? 0)
        case "h", "l":
            if arguments.first == "?" { setMode(Int(arguments.dropFirst()) ?? 0, to: final == "h") }
        default: moveCursor(final, numbers)
        }
    }

    private mutating func moveCursor(_ final: Character, _ numbers: [Int]) {
        let count = max(numbers.first ?? 1, 1)
        switch final {
        case "A": page.row = max(row - count, 0)
        case "B": page.row = min(row + count, rows - 1)
        case "C": page.column = min(column + count, columns - 1)
        case "D": page.column = max(column - count, 0)
        case "G": page.column = min(count, columns) - 1
        case "H":
            page.row = min(count, rows) - 1
            page.column = min(max(numbers.count > 1 ? numbers[1] : 1, 1), columns) - 1
        default: break
        }
    }

    private mutating func setMode(_ mode: Int, to isSet: Bool) {
        switch mode {
        case 7: wraps = isSet
        case 25: isCursorVisible = isSet
        case 47, 1047, 1049: setAlternate(isSet)
        case 2004: hasBracketedPaste = isSet
        case 2026:
            if isSynchronized, !isSet { updates += 1 }
            isSynchronized = isSet
        default: break
        }
    }

    private mutating func setAlternate(_ isSet: Bool) {
        if isSet, otherPage == nil {
            otherPage = page
            page = Page(grid: Array(repeating: Row(), count: rows), row: row, column: column)
        } else if !isSet, let shell = otherPage {
            otherPage = nil
            page = shell
        }
    }

    private mutating func eraseLine(_ mode: Int) {
        let end = page.grid[row].places.count
        switch mode {
        case 0: page.grid[row].places = Array(page.grid[row].places.prefix(column))
        case 1: for place in 0..<min(column + 1, end) { page.grid[row].places[place] = Place() }
        default: page.grid[row].places = []
        }
        page.grid[row].isWrapped = false
    }

    private mutating func eraseDisplay(_ mode: Int) {
        if mode != 1 { eraseLine(mode) }
        let erased = mode == 0 ? (row + 1)..<rows : mode == 1 ? 0..<row : 0..<rows
        for index in erased { page.grid[index] = Row() }
    }
}
