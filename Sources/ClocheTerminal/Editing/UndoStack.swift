/// The changes of the cell that is being edited, to be taken back and made again.
///
/// It is shown the text after every key and finds by itself what has changed, so that libedit's own commands count too.
struct UndoStack: Sendable {
    /// One change: at an offset, some scalars took the place of others.
    private struct Change {
        var offset: Int
        var old: [Unicode.Scalar]
        var new: [Unicode.Scalar]
        /// Where the cursor was before it.
        let cursor: Int
    }

    private var text = CellText(scalars: [], cursor: 0)
    private var done: [Change] = []
    private var undone: [Change] = []
    /// Whether the next insertion begins a change of its own, because the cursor was moved.
    private var isSealed = true

    /// Starts with a text that cannot be taken back.
    init(_ text: CellText = CellText(scalars: [], cursor: 0)) {
        self.text = text
    }

    /// Takes note of the text after a key.
    mutating func record(_ new: CellText) {
        defer { text = new }
        guard let change = Self.change(from: text, to: new) else {
            if new.cursor != text.cursor { isSealed = true }
            return
        }
        undone = []
        if !isSealed, let joined = done.last.flatMap({ Self.join($0, change) }) {
            done[done.count - 1] = joined
        } else {
            done.append(change)
        }
        isSealed = false
    }

    /// The text before the last change; nil when there is none.
    mutating func undo() -> CellText? {
        guard let change = done.popLast() else { return nil }
        undone.append(change)
        var scalars = text.scalars
        scalars.replaceSubrange(change.offset..<(change.offset + change.new.count), with: change.old)
        return show(CellText(scalars: scalars, cursor: change.cursor))
    }

    /// The text after the change that was taken back last; nil when there is none.
    mutating func redo() -> CellText? {
        guard let change = undone.popLast() else { return nil }
        done.append(change)
        var scalars = text.scalars
        scalars.replaceSubrange(change.offset..<(change.offset + change.old.count), with: change.new)
        return show(CellText(scalars: scalars, cursor: change.offset + change.new.count))
    }

    private mutating func show(_ new: CellText) -> CellText {
        text = new
        isSealed = true
        return new
    }

    private static func change(from old: CellText, to new: CellText) -> Change? {
        let shorter = min(old.scalars.count, new.scalars.count)
        var start = 0
        while start < shorter, old.scalars[start] == new.scalars[start] { start += 1 }
        guard start < max(old.scalars.count, new.scalars.count) else { return nil }
        var end = 0
        while end < shorter - start,
            old.scalars[old.scalars.count - 1 - end] == new.scalars[new.scalars.count - 1 - end]
        { end += 1 }
        return Change(
            offset: start,
            old: Array(old.scalars[start..<(old.scalars.count - end)]),
            new: Array(new.scalars[start..<(new.scalars.count - end)]),
            cursor: old.cursor
        )
    }

    /// Two changes as one: characters typed one after the other, up to the start of the next word, or deleted so.
    private static func join(_ first: Change, _ second: Change) -> Change? {
        var joined = first
        if first.old.isEmpty, second.old.isEmpty, second.offset == first.offset + first.new.count,
            second.new.count == 1, let last = first.new.last, let next = second.new.first
        {
            let beginsWord = last.properties.isWhitespace && !next.properties.isWhitespace
            guard !beginsWord, next != "\n", last != "\n" else { return nil }
            joined.new += second.new
            return joined
        }
        guard first.new.isEmpty, second.new.isEmpty, second.old.count == 1 else { return nil }
        if second.offset + second.old.count == first.offset {
            joined.offset = second.offset
            joined.old = second.old + first.old
            return joined
        }
        guard second.offset == first.offset else { return nil }
        joined.old += second.old
        return joined
    }
}
