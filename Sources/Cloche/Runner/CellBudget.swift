/// How much a runner may send for one cell; an honest one stays below it by itself.
struct CellBudget: Sendable {
    /// The budget of what is shown between two cells; what goes beyond it is dropped.
    static let betweenCells = CellBudget(outputBytes: 64 << 10, displayBytes: 1 << 20, itemBytes: 1 << 20, events: 1000)

    private var outputBytes: Int
    private var displayBytes: Int
    private var itemBytes: Int
    private var events: Int

    /// Makes a budget for a cell whose output the runner was told to cut at so many bytes.
    init(maxOutput: Int) {
        self.init(outputBytes: maxOutput + (64 << 10), displayBytes: 64 << 20, itemBytes: 64 << 20, events: 1 << 20)
    }

    private init(outputBytes: Int, displayBytes: Int, itemBytes: Int, events: Int) {
        self.outputBytes = outputBytes
        self.displayBytes = displayBytes
        self.itemBytes = itemBytes
        self.events = events
    }

    /// Takes an event off the budget; false where it is used up.
    mutating func spend(on event: CellEvent) -> Bool {
        events -= 1
        switch event {
        case .output(_, let bytes): outputBytes -= bytes.count
        case .display(let bundle): displayBytes -= bundle.representations.reduce(0) { $0 + $1.value.utf8.count }
        case .blocked(let permission), .used(let permission): itemBytes -= permission.item?.utf8.count ?? 0
        case .input: break
        }
        return events >= 0 && outputBytes >= 0 && displayBytes >= 0 && itemBytes >= 0
    }
}
