/// Cells in the order in which they were run last, each of them once.
///
/// Two cells are the same when their bytes are: to Python a letter and its accent are not what the accented letter is.
struct HistoryFold: Sendable {
    /// A cell as a key.
    private struct Key: Hashable {
        let cell: String

        static func == (left: Key, right: Key) -> Bool { left.cell.utf8.elementsEqual(right.cell.utf8) }

        func hash(into hasher: inout Hasher) {
            var cell = cell
            cell.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// The oldest first; nil where the same cell was run again later.
    private var slots: [HistoryEntry?] = []
    /// The cells of the slots.
    private var cells: [String] = []
    /// Made when it is first asked for.
    private var index: HistoryIndex?
    private var slotOfCell: [Key: Int] = [:]
    private var slotOfRun: [HistoryRun: Int] = [:]

    /// The entries, the oldest first.
    var entries: [HistoryEntry] { slots.compactMap { $0 } }

    /// Whether there are no entries.
    var isEmpty: Bool { slotOfCell.isEmpty }

    /// Whether a cell is among them.
    func contains(_ cell: String) -> Bool { slotOfCell[Key(cell: cell)] != nil }

    /// Adds a line of the file.
    mutating func add(_ record: HistoryRecord) {
        switch record {
        case .cell(let entry): add(entry)
        case .outcome(let run, let outcome):
            if let slot = slotOfRun[run] { slots[slot]?.outcome = outcome }
        }
    }

    /// The rest of the newest cell that begins with a text and goes on after it.
    mutating func rest(after text: String) -> String? {
        let index = index ?? HistoryIndex(slots.indices.filter { slots[$0] != nil }, of: cells)
        self.index = index
        let found = index.last(after: text, of: cells) { cell in
            // An accent belongs to the letter before it, which is typed already.
            Self.rest(of: cell, after: text).unicodeScalars.first?.properties.isGraphemeExtend == false
        }
        return found.map { String(Self.rest(of: cells[$0], after: text)) }
    }

    private static func rest(of cell: String, after text: String) -> Substring {
        cell[cell.utf8.index(cell.startIndex, offsetBy: text.utf8.count)...]
    }

    private mutating func add(_ entry: HistoryEntry) {
        if let old = slotOfCell.updateValue(slots.count, forKey: Key(cell: entry.cell)) {
            if let run = slots[old]?.run { slotOfRun[run] = nil }
            index?.remove(old, of: cells)
            slots[old] = nil
        }
        if let run = entry.run { slotOfRun[run] = slots.count }
        slots.append(entry)
        cells.append(entry.cell)
        index?.insert(cells.count - 1, of: cells)
        if slots.count > 2 * slotOfCell.count + 1000 { removeEmptySlots() }
    }

    private mutating func removeEmptySlots() {
        let kept = entries
        self = HistoryFold()
        for entry in kept { add(entry) }
    }
}
