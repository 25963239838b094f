/// How much a runner may send for one cell; an honest one stays below it by itself.
struct CellBudget: Sendable {
    private var outputBytes: Int
    private var displayBytes = 64 << 20
    private var events = 1 << 20

    /// Makes a budget for a cell whose output the runner was told to cut at so many bytes.
    init(maxOutput: Int) {
        outputBytes = maxOutput + (64 << 10)
    }

    /// Takes an event off the budget; false where it is used up.
    mutating func spend(on event: CellEvent) -> Bool {
        events -= 1
        switch event {
        case .output(_, let bytes): outputBytes -= bytes.count
        case .display(let bundle): displayBytes -= bundle.representations.reduce(0) { $0 + $1.value.utf8.count }
        case .input, .blocked: break
        }
        return events >= 0 && outputBytes >= 0 && displayBytes >= 0
    }
}
