/// An incremental search through whole cells, with a query that can be edited.
struct HistorySearch: Sendable {
    private let cells: [String]
    private let earlier: String
    private var input = CellText(scalars: [], cursor: 0)
    private var matcher = HistoryQuery("")
    /// The indices of all cells that match, the oldest first.
    private var matches: [Int] = []
    /// The index of the cell that was found last.
    private(set) var found: Int?
    /// Whether no cell matches, or none in the direction that was asked for.
    private(set) var hasFailed = false

    /// Starts a search with an empty query, which finds nothing.
    ///
    /// - Parameters:
    ///   - cells: all cells, the oldest first.
    ///   - earlier: the query of an earlier search, which `older()` and `newer()` take up while there is none.
    init(cells: [String], earlier: String = "") {
        self.cells = cells
        self.earlier = earlier
    }

    /// What is looked for.
    var query: String { input.string }
    /// The place of the cursor in the query, in Unicode scalars.
    var cursor: Int { input.cursor }
    /// The number of characters of the query before its cursor.
    var cursorCharacter: Int { input.before.count }
    /// The number of the cell found among those that match, from 1 for the newest; nil when there is none.
    var match: Int? { found.flatMap { matches.firstIndex(of: $0) }.map { matches.count - $0 } }
    /// How many cells match.
    var count: Int { matches.count }
    /// The cell that was found last.
    var cell: String? { found.map { cells[$0] } }
    /// Where the query is in `cell`, in Unicode scalars.
    var ranges: [Range<Int>] { cell.map { matcher.ranges(in: $0) } ?? [] }
    /// Puts text into the query at its cursor; the cell found stays when it matches that too.
    mutating func insert(_ text: String) {
        replace(input.cursor..<input.cursor, with: text)
    }

    /// Takes out the character before the cursor.
    mutating func backspace() {
        if let start = input.left { replace(start..<input.cursor, with: "") }
    }

    /// Takes out the character at the cursor.
    mutating func delete() {
        if let range = input.deleteRange { replace(range, with: "") }
    }

    /// Takes out what stands before the cursor.
    mutating func killToStart() {
        replace(0..<input.cursor, with: "")
    }

    /// Takes out the word before the cursor.
    mutating func killWord() {
        replace(input.wordLeft..<input.cursor, with: "")
    }

    /// Moves the cursor one character to the left.
    mutating func left() {
        move(to: input.left ?? 0)
    }

    /// Moves the cursor one character to the right.
    mutating func right() {
        move(to: input.right ?? input.scalars.count)
    }

    /// Finds the next older cell that matches.
    mutating func older() {
        if input.scalars.isEmpty { return insert(earlier) }
        go(to: matches.last { $0 < found ?? cells.count })
    }

    /// Finds the next newer cell that matches.
    mutating func newer() {
        if input.scalars.isEmpty { return insert(earlier) }
        go(to: matches.first { $0 > found ?? cells.count })
    }

    private mutating func move(to cursor: Int) {
        input = CellText(scalars: input.scalars, cursor: cursor)
    }

    private mutating func go(to match: Int?) {
        hasFailed = match == nil
        found = match ?? found
    }

    private mutating func replace(_ range: Range<Int>, with text: String) {
        let inserted = Array(text.unicodeScalars)
        let isLonger = range.isEmpty && range.lowerBound == input.scalars.count && !input.scalars.isEmpty
        var scalars = input.scalars
        scalars.replaceSubrange(range, with: inserted)
        input = CellText(scalars: scalars, cursor: range.lowerBound + inserted.count)
        matcher = HistoryQuery(query)
        guard !scalars.isEmpty else {
            matches = []
            found = nil
            return hasFailed = false
        }
        // What matches a longer query matched its beginning.
        let candidates = isLonger ? matches : Array(cells.indices)
        matches = candidates.filter { matcher.matches(cells[$0]) }
        let nearest = range.isEmpty ? matches.last { $0 <= found ?? cells.count } : nil
        go(to: nearest ?? matches.last)
    }
}
