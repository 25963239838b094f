/// What a session must be like, as far as its user has been told.
struct ChaosModel {
    /// What was typed, by the number of the cell.
    private(set) var sources: [Int: String] = [:]

    /// Where the session may be: one place, but for what it was not told to have done when something died.
    private(set) var places: Set<Int> = []

    /// The places that the session has been at, in order.
    private(set) var visited: [Int] = []

    /// The states by the number of the cell after which they were.
    private var states: [Int: ChaosState] = [:]

    /// The state after a cell where the sandbox died before it began, and took the cell before it along.
    private var shorter: [Int: ChaosState] = [:]

    /// The places before these, where they are known.
    private var parents: [Int: Int] = [:]

    /// Where the session is, when there is one place only.
    var place: Int? { places.count == 1 ? places.first : nil }

    /// The places whose states are known, sorted.
    var known: [Int] { states.keys.sorted() }

    /// Where an undo goes.
    var parent: Int? { place.flatMap { parents[$0] }.flatMap { states[$0] == nil ? nil : $0 } }

    /// What the session may show of its state, sorted by place.
    var expected: [String] { places.sorted().map { "\($0): \(states[$0]?.text ?? "unknown")" } }

    /// Takes in the first cell.
    mutating func begin(_ number: Int) {
        states[number] = ChaosState()
        arrive(number)
    }

    /// Takes in a cell that begins to run.
    ///
    /// - Parameters:
    ///   - number: The cell's number.
    ///   - cell: The cell.
    ///   - before: Where the session had been before, if what led from there to its place is not kept yet.
    mutating func run(_ number: Int, _ cell: ChaosCell, before: Int? = nil) {
        sources[number] = cell.source
        shorter[number] = before.flatMap { states[$0] }.map(cell.state)
        parents[number] = place
        states[number] = place.flatMap { states[$0] }.map(cell.state)
    }

    /// Takes in a cell that changed nothing, and what it has shown of the state.
    ///
    /// - Returns: Where the session was; nil where it was at none of the places.
    mutating func look(_ number: Int, _ source: String, _ text: String) -> Set<Int>? {
        for place in places where shorter[place]?.text == text { states[place] = shorter[place] }
        let matches = places.filter { states[$0]?.text == text }
        guard let match = matches.first else { return nil }
        narrow(to: matches)
        sources[number] = source
        parents[number] = matches.count == 1 ? match : nil
        states[number] = states[match]
        arrive(number)
        return matches
    }

    /// Takes in where the session is, now that it has been asked; what came after that may not be kept.
    mutating func narrow(to found: Set<Int>) {
        let last = found.max() ?? 0
        for place in places where place > last { states[place] = nil }
        places = found
    }

    /// Takes in where the session is.
    mutating func arrive(_ number: Int) {
        places = [number]
        visited.append(number)
    }

    /// Takes in that the session may be at other places too.
    mutating func allow(_ others: some Sequence<Int>) { places.formUnion(others) }

    /// Takes in that of all places one is known to be kept.
    mutating func forget(allBut number: Int) {
        states = states.filter { $0.key == number }
        parents = [:]
    }
}
