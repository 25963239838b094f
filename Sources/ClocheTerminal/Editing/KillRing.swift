/// What was killed lately; kills that follow one another make one text.
struct KillRing: Sendable {
    private static let maximumCount = 60

    private var texts: [String] = []
    private var index = 0

    /// The text that a yank puts in; nil when nothing was killed.
    var current: String? { texts.isEmpty ? nil : texts[index] }

    /// Takes a killed text.
    ///
    /// - Parameters:
    ///   - text: what was taken out of the cell.
    ///   - isBefore: whether it stood before the cursor, so that it goes in front of what it is joined to.
    ///   - joins: whether the command before was a kill too.
    mutating func kill(_ text: String, isBefore: Bool, joins: Bool) {
        if joins, let last = texts.popLast() {
            texts.append(isBefore ? text + last : last + text)
        } else {
            texts.append(text)
        }
        texts.removeFirst(max(texts.count - Self.maximumCount, 0))
        index = texts.count - 1
    }

    /// Goes to the text that was killed before the current one, after the oldest to the newest.
    mutating func rotate() {
        guard !texts.isEmpty else { return }
        index = (index + texts.count - 1) % texts.count
    }
}
