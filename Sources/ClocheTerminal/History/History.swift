import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The cells that were submitted, in this run and in earlier ones.
///
/// Kept in a file of one JSON object a line, mode 0600, that several sessions may append to at a time. The file is read
/// when its cells are first asked for. A line that cannot be read is skipped.
package final class History: Sendable {
    private static let maximumBytes = 16 << 20
    private static let maximumCells = 10_000

    private struct State {
        var cells: [String] = []
        var isLoaded = false
        var hasFailed = false
    }

    private let path: String?
    private let state = Mutex(State())

    /// Makes a history.
    ///
    /// - Parameter path: the file that keeps it, made when the first cell is added; nil to keep nothing.
    package init(path: String? = nil) {
        self.path = path
    }

    /// Where the history of a user belongs, by the XDG Base Directory Specification.
    ///
    /// - Returns: nil when the environment names no home.
    package static func defaultPath(environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/cloche/history" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/state/cloche/history"
    }

    /// All cells, the oldest first; of equal ones in a row there is one.
    package var cells: [String] {
        state.withLock { state in
            load(&state)
            return state.cells
        }
    }

    /// Adds a cell, unless it is empty or equals the last one.
    ///
    /// - Returns: why it could not be written to the file, the first time that happens.
    @discardableResult
    package func append(_ cell: String) -> String? {
        guard !cell.allSatisfy(\.isWhitespace) else { return nil }
        return state.withLock { state in
            load(&state)
            guard state.cells.last != cell else { return nil }
            state.cells.append(cell)
            guard let path, let failure = HistoryFile(path: path).append(HistoryLine.encode(cell)) else { return nil }
            defer { state.hasFailed = true }
            return state.hasFailed ? nil : failure
        }
    }

    private func load(_ state: inout State) {
        guard !state.isLoaded else { return }
        state.isLoaded = true
        guard let path else { return }
        let bytes = HistoryFile(path: path).read(last: Self.maximumBytes)
        var cells: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.maximumCells) {
            guard let cell = HistoryLine.decode(line), cell != cells.last else { continue }
            cells.append(cell)
        }
        state.cells = cells
    }
}
