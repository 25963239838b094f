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
    /// The first eight bytes of each slot's cell, to find beginnings by.
    private var beginnings: [UInt64] = []
    private var slotOfCell: [Key: Int] = [:]
    private var slotOfRun: [HistoryRun: Int] = [:]

    /// The entries, the oldest first.
    var entries: [HistoryEntry] { slots.compactMap { $0 } }

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
    func rest(after text: String) -> String? {
        let (key, mask) = Self.beginning(of: text)
        for slot in slots.indices.reversed() where beginnings[slot] & mask == key {
            guard let cell = slots[slot]?.cell, cell.utf8.count > text.utf8.count, cell.utf8.starts(with: text.utf8)
            else { continue }
            let rest = cell[cell.utf8.index(cell.startIndex, offsetBy: text.utf8.count)...]
            // An accent belongs to the letter before it, which is typed already.
            if let first = rest.unicodeScalars.first, !first.properties.isGraphemeExtend { return String(rest) }
        }
        return nil
    }

    private mutating func add(_ entry: HistoryEntry) {
        if let old = slotOfCell.updateValue(slots.count, forKey: Key(cell: entry.cell)) {
            if let run = slots[old]?.run { slotOfRun[run] = nil }
            slots[old] = nil
        }
        if let run = entry.run { slotOfRun[run] = slots.count }
        slots.append(entry)
        beginnings.append(Self.beginning(of: entry.cell).key)
        if slots.count > 2 * slotOfCell.count + 1000 { removeEmptySlots() }
    }

    private mutating func removeEmptySlots() {
        let kept = entries
        self = HistoryFold()
        for entry in kept { add(entry) }
    }

    /// The first eight bytes of a text as a number, zeros where it is shorter, and a mask of the bytes it has.
    private static func beginning(of text: String) -> (key: UInt64, mask: UInt64) {
        var key: UInt64 = 0
        var count: UInt64 = 0
        for byte in text.utf8.prefix(8) {
            key = key << 8 | UInt64(byte)
            count += 1
        }
        let missing = (8 - count) * 8
        return (key << missing, UInt64.max << missing)
    }
}
