import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The cells that were run, in this run of cloche and in others.
///
/// Kept in a file of one JSON object a line, mode 0600, that several sessions may append to at a time; `HistoryLine` tells
/// the format. A cell is written before it runs, its outcome after. The file is read when its cells are first asked for,
/// and what others add to it when its cells are asked for again. A line that cannot be read is skipped.
package final class History: Sendable {
    private let state: Mutex<HistoryState>
    private let session: String
    private let now: @Sendable () -> Int

    /// Makes a history.
    ///
    /// - Parameters:
    ///   - path: the file that keeps it, made when the first cell is begun; nil to keep nothing.
    ///   - maximumCells: how many cells are kept when the file is made smaller, which happens at twice as many lines.
    ///   - maximumBytes: the size at which the file is made smaller, to at most half of it.
    ///   - session: names this run of cloche in the file.
    ///   - now: tells the time, in seconds since 1970.
    package init(
        path: String? = nil,
        maximumCells: Int = 10_000,
        maximumBytes: Int = 16 << 20,
        session: String = History.randomSession(),
        now: @escaping @Sendable () -> Int = { time(nil) }
    ) {
        state = Mutex(HistoryState(path: path, bounds: HistoryBounds(cells: maximumCells, bytes: maximumBytes)))
        self.session = session
        self.now = now
    }

    /// Where the history of a user belongs, by the XDG Base Directory Specification.
    ///
    /// - Returns: nil when the environment names no home.
    package static func defaultPath(environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/cloche/history" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/state/cloche/history"
    }

    /// Eight hexadecimal digits by chance.
    package static func randomSession() -> String {
        let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The cells, the oldest first, those of this session last; of equal ones there is the newest.
    package var cells: [String] {
        state.withLock { state in
            state.refresh(session)
            return state.cells
        }
    }

    /// The cells with what is known about their runs, in the order of `cells`.
    package var entries: [HistoryEntry] {
        state.withLock { state in
            state.refresh(session)
            return state.entries
        }
    }

    /// Whether cells are added at all.
    package var isOn: Bool {
        get { state.withLock { $0.isOn } }
        set { state.withLock { $0.isOn = newValue } }
    }

    /// How many cells are kept when the file is made smaller; many cells also make room for more bytes.
    package var maximumCells: Int {
        get { state.withLock { $0.bounds.cells } }
        set { state.withLock { $0.limit(cells: newValue) } }
    }

    /// The time by this history's clock, in seconds since 1970.
    package var currentTime: Int { now() }

    /// Reads what others have added to the file; the first time, all of it.
    package func refresh() {
        state.withLock { $0.refresh(session) }
    }

    /// Adds a cell that is about to run, and writes it to the file.
    ///
    /// Nothing is added while `isOn` is false, and no cell that is empty or begins with a space. A cell of more than a
    /// mebibyte is kept in memory only.
    /// - Returns: what `end` wants to know, nil for a cell that was not added; and why the cell could not be written, for a
    ///   file that cannot be written to only the first time.
    package func begin(_ cell: String) -> (id: Int?, failure: String?) {
        guard cell.unicodeScalars.first != " ", !cell.allSatisfy(\.isWhitespace) else { return (nil, nil) }
        return state.withLock { state in
            guard state.isOn else { return (nil, nil) }
            return state.begin(cell, session, time: now())
        }
    }

    /// Adds how a cell ended: `ok`, `error`, `interrupted`, `timedOut`, `died`, or `command` for a meta-command.
    package func end(_ id: Int, outcome: String) {
        state.withLock { $0.end(HistoryRun(session: session, number: id), outcome) }
    }

    /// Whether a cell was run in this run of cloche.
    package func isOwn(_ entry: HistoryEntry) -> Bool { entry.session == session }

    /// The rest of the newest cell that begins with a text; nil for no text, and where there is no such cell.
    ///
    /// Fast enough for every key: it looks at the file only the first time.
    package func suggestion(for text: String) -> String? {
        guard !text.isEmpty else { return nil }
        return state.withLock { state in
            state.load(session)
            return state.rest(after: text)
        }
    }
}
