/// What a `History` knows, and its file.
struct HistoryState: ~Copyable {
    /// Whether cells are added at all.
    var isOn = true
    private(set) var bounds: HistoryBounds
    /// How many bytes the file may have however few cells are kept.
    private let smallestBytes: Int
    private var file: HistoryFile?
    /// What was read from the file, this session's cells aside.
    private var others = HistoryFold()
    /// The cells of this session.
    private var own = HistoryFold()
    private var firstNumber = 1
    private var nextNumber = 1
    /// Cells of this session that are not in the file.
    private var unwritten = Set<Int>()
    private var isLoaded = false
    /// The failures that were told.
    private var reported = Set<String>()
    /// Made from the two folds when they are asked for.
    private var foldedEntries: [HistoryEntry]?
    private var foldedCells: [String]?

    init(path: String?, bounds: HistoryBounds) {
        self.bounds = bounds
        smallestBytes = bounds.bytes
        if let path { file = HistoryFile(path: path, bounds: bounds) }
    }

    /// The newest entries within the bounds, the oldest first, those of this session last.
    var entries: [HistoryEntry] {
        mutating get {
            if let foldedEntries { return foldedEntries }
            let all = own.isEmpty ? others.entries : others.entries.filter { !own.contains($0.cell) } + own.entries
            let entries = Array(all.suffix(bounds.cells))
            foldedEntries = entries
            return entries
        }
    }

    /// The cells of `entries`.
    var cells: [String] {
        mutating get {
            if let foldedCells { return foldedCells }
            let cells = entries.map(\.cell)
            foldedCells = cells
            return cells
        }
    }

    /// The rest of the newest cell that begins with a text.
    mutating func rest(after text: String) -> String? {
        own.rest(after: text) ?? others.rest(after: text)
    }

    /// Keeps another number of cells, and at least half a kibibyte for each.
    mutating func limit(cells: Int) {
        guard cells != bounds.cells else { return }
        bounds.cells = cells
        bounds.bytes = max(smallestBytes, cells << 9)
        file?.bounds = bounds
        forgetLists()
    }

    /// Reads the file, unless that was done.
    mutating func load(_ session: String) {
        if !isLoaded { refresh(session) }
    }

    /// Reads what was added to the file.
    mutating func refresh(_ session: String) {
        let isFirst = !isLoaded
        isLoaded = true
        guard let news = file?.read() else { return }
        if news.isWhole { others = HistoryFold() }
        news.bytes.withUnsafeBufferPointer { bytes in
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                guard let record = HistoryLine.decode(UnsafeBufferPointer(rebasing: line)) else { continue }
                let run = record.run
                if isFirst, let run, run.session == session { firstNumber = max(firstNumber, run.number + 1) }
                let isOwn = !isFirst && run?.session == session && (run?.number ?? 0) >= firstNumber
                if !isOwn { others.add(record) }
            }
        }
        if isFirst { nextNumber = firstNumber }
        forgetLists()
    }

    /// Adds a cell and writes it.
    mutating func begin(_ cell: String, _ session: String, time: Int) -> (id: Int?, failure: String?) {
        load(session)
        let number = nextNumber
        nextNumber += 1
        let record = HistoryRecord.cell(HistoryEntry(cell: cell, time: time, session: session, number: number))
        own.add(record)
        forgetLists()
        let size = cell.utf8.count
        guard size <= bounds.largestCell else {
            unwritten.insert(number)
            let limit = "cell is \(size) bytes, maximum is \(bounds.largestCell)"
            return (number, file == nil ? nil : "Cannot write history: " + limit)
        }
        if let failure = file?.append(HistoryLine.encode(record)) {
            unwritten.insert(number)
            return (number, report(failure))
        }
        return (number, file?.compactionFailure.flatMap { report($0) })
    }

    /// Adds how a cell ended and writes that.
    mutating func end(_ run: HistoryRun, _ outcome: String) {
        let record = HistoryRecord.outcome(run, outcome)
        own.add(record)
        forgetLists()
        guard unwritten.remove(run.number) == nil else { return }
        _ = file?.append(HistoryLine.encode(record))
    }

    /// Gives a failure only the first time.
    private mutating func report(_ failure: String) -> String? {
        reported.insert(failure).inserted ? failure : nil
    }

    private mutating func forgetLists() {
        foldedEntries = nil
        foldedCells = nil
    }
}
