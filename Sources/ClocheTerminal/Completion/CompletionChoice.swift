/// The candidates below a cell while one of them is chosen.
struct CompletionChoice: Sendable, Equatable {
    private let all: [Completion]
    /// The offset in the cell at which a candidate begins.
    let start: Int
    /// What stood there before a candidate was put in.
    private(set) var typed: String
    /// The candidates that begin with what is typed.
    private(set) var candidates: [Completion]
    /// The index of the chosen one among them.
    private(set) var selected: Int?

    /// Starts without a choice.
    ///
    /// - Parameters:
    ///   - candidates: at least one.
    ///   - start: the offset in the cell at which a candidate begins.
    ///   - typed: what stands there.
    init(_ candidates: [Completion], start: Int, typed: String) {
        all = candidates
        self.start = start
        self.typed = typed
        self.candidates = candidates
    }

    /// What stands in the cell now: the chosen candidate, else what was typed.
    var text: String { selected.map { candidates[$0].text } ?? typed }

    /// Chooses the next candidate, after the last the first.
    mutating func selectNext() {
        selected = selected.map { ($0 + 1) % candidates.count } ?? 0
    }

    /// Chooses the candidate before, before the first the last.
    mutating func selectPrevious() {
        selected = selected.map { ($0 + candidates.count - 1) % candidates.count } ?? candidates.count - 1
    }

    /// Chooses the candidate that is some steps away, where there is one; at first the first one.
    mutating func select(by step: Int) {
        guard let selected else { return selectNext() }
        if candidates.indices.contains(selected + step) { self.selected = selected + step }
    }

    /// Takes the choice back.
    mutating func deselect() {
        selected = nil
    }

    /// Keeps the candidates that begin with what is typed now; false when none does.
    mutating func narrow(to typed: String) -> Bool {
        self.typed = typed
        selected = nil
        candidates = all.filter { $0.text.unicodeScalars.starts(with: typed.unicodeScalars) }
        return !candidates.isEmpty && candidates.map(\.text) != [typed]
    }
}
