/// Fills rows with characters, going on in the next one where the window ends.
///
/// The last column is never written to, since terminals differ in where the cursor is after that.
struct RowBuilder {
    /// The rows, at least one.
    private(set) var rows = [Layout.Row()]
    /// The columns of a row that are used.
    let limit: Int

    /// Starts with an empty row of a window of some width.
    init(columns: Int) {
        limit = max(columns - 1, 1)
    }

    /// The width of the last row.
    var width: Int { rows[rows.count - 1].width }

    /// Where the cursor stands before a character, or at the end.
    func place(before character: Character?) -> (row: Int, column: Int) {
        guard let character, width + min(CharacterWidth.of(character), limit) > limit else {
            return (rows.count - 1, width)
        }
        return (rows.count, 0)
    }

    /// Begins a new row.
    mutating func breakRow() { rows.append(Layout.Row()) }

    /// Adds a character.
    mutating func add(_ character: Character, parameters: String) {
        let width = CharacterWidth.of(character)
        if width > limit { return addDivided(character, parameters: parameters) }
        if self.width + width > limit { breakRow() }
        rows[rows.count - 1].append(character, parameters: parameters)
    }

    /// Adds and takes a run of printable ASCII characters, which is faster than one by one.
    mutating func add(ascii run: inout [UInt8], parameters: String) {
        var rest = run[...]
        while !rest.isEmpty {
            if width >= limit { breakRow() }
            let part = rest.prefix(limit - width)
            rows[rows.count - 1].append(
                String(decoding: part, as: UTF8.self),
                parameters: parameters,
                width: part.count
            )
            rest = rest.dropFirst(part.count)
        }
        run.removeAll(keepingCapacity: true)
    }

    /// Adds a prompt.
    mutating func add(_ prompt: [PromptPiece]) {
        for piece in prompt {
            if let character = piece.character { add(character, parameters: piece.parameters) } else { breakRow() }
        }
    }

    /// Adds a character that is wider than a row: a visible form on several rows, anything else as a question mark.
    private mutating func addDivided(_ character: Character, parameters: String) {
        let visible = Layout.Row.visible(character)
        guard visible.utf8.count > 1, visible.allSatisfy(\.isASCII) else { return add("?", parameters: parameters) }
        if width > 0 { breakRow() }
        for part in visible { add(part, parameters: parameters) }
    }
}
