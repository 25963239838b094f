/// A small terminal screen: enough of ECMA-48 for what cloche's programs write, with wrapping and rewrapping.
package struct Screen: Sendable {
    /// One place of the screen; empty behind a wide character.
    private typealias Place = String

    private struct Row {
        var places: [Place]
        /// Whether the next row goes on with this one, because the text did not fit.
        var isWrapped = false
    }

    /// The width.
    package private(set) var columns: Int
    /// The height.
    package private(set) var rows: Int
    /// The row of the cursor, from 0.
    package private(set) var row = 0
    /// The column of the cursor, from 0.
    package private(set) var column = 0
    /// Whether bracketed paste is on.
    package private(set) var hasBracketedPaste = false
    /// How often the bell rang.
    package private(set) var bells = 0
    /// The title that the program gave to the window.
    package private(set) var title: String?
    private var grid: [Row]
    private var past: [Row] = []
    /// The cursor is behind the last column, and the next character wraps.
    private var isAtEdge = false
    private var pending: [UInt8] = []
    /// The screen as it was before the other one was entered; at most one.
    private var main: [Screen] = []

    /// Makes an empty screen.
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        grid = Array(repeating: Row(places: []), count: rows)
    }

    /// The rows, without spaces at their ends.
    package var lines: [String] { grid.map(Self.text) }
    /// The rows as one text, without empty ones at its end.
    package var text: String { Self.joined(lines) }
    /// The rows that have left the screen at its top, and those on it.
    package var transcript: String { Self.joined(past.map(Self.text) + lines) }

    /// Shows what a program wrote.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var input = pending[...]
        while let first = input.first {
            guard let length = first == 0x1B ? sequenceLength(input) : scalarLength(input) else { break }
            let piece = String(decoding: input.prefix(length), as: UTF8.self)
            if first == 0x1B { obey(piece) } else { piece.unicodeScalars.forEach { show($0) } }
            input = input.dropFirst(length)
        }
        pending = Array(input)
    }

    /// Changes the size as most terminals do: what no longer fits into a row wraps.
    package mutating func resize(columns new: Int, rows newRows: Int) {
        let top = past.count
        let all = past + grid[...(grid.lastIndex { !$0.places.isEmpty }.map { max($0, row) } ?? row)]
        columns = new
        rows = newRows
        var result: [Row] = []
        var cursor = 0
        var line: [Place] = []
        var cursorInLine: Int?
        for (index, old) in all.enumerated() {
            if index == top + row { cursorInLine = line.count + column }
            line += old.places
            guard !old.isWrapped || index == all.count - 1 else { continue }
            if let position = cursorInLine {
                cursor = result.count + position / new
                column = position % new
                cursorInLine = nil
            }
            result += Self.wrap(line, columns: new)
            line = []
        }
        while result.count <= cursor { result.append(Row(places: [])) }
        let start = max(result.count - newRows, 0)
        past = Array(result[..<start])
        grid = Array(result[start...])
        while grid.count < newRows { grid.append(Row(places: [])) }
        row = max(cursor - start, 0)
        isAtEdge = false
    }

    private mutating func enterOtherScreen() {
        let other = Screen(columns: columns, rows: rows)
        main = [self]
        (grid, past) = (other.grid, [])
    }

    private mutating func leaveOtherScreen() {
        guard var found = main.popLast() else { return }
        if found.columns != columns || found.rows != rows { found.resize(columns: columns, rows: rows) }
        self = found
    }

    // MARK: Input

    private func scalarLength(_ input: ArraySlice<UInt8>) -> Int? {
        guard let first = input.first else { return nil }
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        return input.count >= length ? length : nil
    }

    private func sequenceLength(_ input: ArraySlice<UInt8>) -> Int? {
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

    private mutating func obey(_ sequence: String) {
        if sequence.hasPrefix("\u{1B}]") { return title = String(sequence.dropFirst(2).dropLast()) }
        guard sequence.hasPrefix("\u{1B}["), let final = sequence.last else { return }
        let arguments = sequence.dropFirst(2).dropLast()
        let numbers = arguments.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(numbers.first ?? 1, 1)
        if final != "m" { isAtEdge = false }
        switch final {
        case "A": row = max(row - count, 0)
        case "B": row = min(row + count, rows - 1)
        case "C": column = min(column + count, columns - 1)
        case "D": column = max(column - count, 0)
        case "G": column = min(count, columns) - 1
        case "H":
            row = min(count, rows) - 1
            column = min(max(numbers.count > 1 ? numbers[1] : 1, 1), columns) - 1
        case "J": eraseDisplay(numbers.first ?? 0)
        case "K": eraseLine(numbers.first ?? 0)
        case "h", "l":
            if arguments == "?2004" { hasBracketedPaste = final == "h" }
            if arguments == "?1049" { final == "h" ? enterOtherScreen() : leaveOtherScreen() }
        default: break
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r":
            column = 0
            isAtEdge = false
        case "\n": lineFeed()
        case "\u{7}": bells += 1
        case "\u{8}": column = max(column - 1, 0)
        case "\t": column = min(column / 8 * 8 + 8, columns - 1)
        default: if scalar.value >= 0x20 { put(scalar) }
        }
    }

    // MARK: Output

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Self.width(of: scalar)
        if width == 0 || endsInJoiner { return join(scalar) }
        if isAtEdge || column + width > columns {
            grid[row].isWrapped = true
            column = 0
            isAtEdge = false
            lineFeed()
        }
        pad(to: column + width)
        grid[row].places[column] = String(Character(scalar))
        if width == 2 { grid[row].places[column + 1] = "" }
        isAtEdge = column + width == columns
        column = min(column + width, columns - 1)
    }

    /// The place of the character before the cursor.
    private var previousPlace: Int? {
        var place = isAtEdge ? column : column - 1
        if place > 0, place < grid[row].places.count, grid[row].places[place].isEmpty { place -= 1 }
        return place >= 0 && place < grid[row].places.count ? place : nil
    }

    private var endsInJoiner: Bool {
        previousPlace.map { grid[row].places[$0].unicodeScalars.last == "\u{200D}" } ?? false
    }

    private mutating func join(_ scalar: Unicode.Scalar) {
        guard let place = previousPlace else { return }
        grid[row].places[place].unicodeScalars.append(scalar)
    }

    private mutating func pad(to width: Int) {
        let missing = width - grid[row].places.count
        if missing > 0 { grid[row].places += Array(repeating: " ", count: missing) }
    }

    private mutating func lineFeed() {
        guard row == rows - 1 else { return row += 1 }
        past.append(grid.removeFirst())
        grid.append(Row(places: []))
    }

    private mutating func eraseLine(_ mode: Int) {
        let end = grid[row].places.count
        switch mode {
        case 0: grid[row].places = Array(grid[row].places.prefix(column))
        case 1: for place in 0..<min(column + 1, end) { grid[row].places[place] = " " }
        default: grid[row].places = []
        }
        grid[row].isWrapped = false
    }

    private mutating func eraseDisplay(_ mode: Int) {
        if mode != 1 { eraseLine(mode) }
        let erased = mode == 0 ? (row + 1)..<rows : mode == 1 ? 0..<row : 0..<rows
        for index in erased { grid[index] = Row(places: []) }
    }

    private static func wrap(_ places: [Place], columns: Int) -> [Row] {
        guard places.count > columns else { return [Row(places: places)] }
        var rows: [Row] = []
        var rest = places[...]
        while rest.count > columns {
            // A wide character is not cut in two.
            let count = rest[rest.startIndex + columns].isEmpty ? columns - 1 : columns
            rows.append(Row(places: Array(rest.prefix(count)), isWrapped: true))
            rest = rest.dropFirst(count)
        }
        return rows + [Row(places: Array(rest))]
    }

    private static func text(_ row: Row) -> String {
        let text = row.places.joined()
        return String(text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
    }

    private static func joined(_ lines: [String]) -> String {
        lines[..<((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)].joined(separator: "\n")
    }

    /// The columns of a scalar; rougher than the table under test, and made from other data.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        if [.nonspacingMark, .enclosingMark, .format].contains(scalar.properties.generalCategory) { return 0 }
        if scalar.properties.isEmojiPresentation { return 2 }
        let wide: [ClosedRange<UInt32>] = [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF00...0xFF60]
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
}
