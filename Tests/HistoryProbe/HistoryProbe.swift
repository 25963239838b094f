import ClocheTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs cells that do nothing, and tells which ones are in the history: `HistoryProbe FILE NAME COUNT TIMES CELLS BYTES`.
///
/// Each of the COUNT cells is run TIMES times, so that there is something to fold. Its number goes to the standard output
/// when it was written.
@main
struct HistoryProbe {
    static func main() {
        let parts = CommandLine.arguments
        guard parts.count == 7, let count = Int(parts[3]), let times = Int(parts[4]), let cells = Int(parts[5]),
            let bytes = Int(parts[6])
        else {
            exit(2)
        }
        // Many of these run beside tests that wait for a prompt.
        _ = nice(19)
        let history = History(path: parts[1], maximumCells: cells, maximumBytes: bytes)
        for number in 0..<(count * times) {
            let (id, failure) = history.begin("print('\(parts[2])')\nprint(\(number % count))")
            guard let id, failure == nil else { exit(3) }
            tell(number % count)
            history.end(id, outcome: "ok")
        }
    }

    private static func tell(_ number: Int) {
        let line = Array("\(number)\n".utf8)
        guard write(STDOUT_FILENO, line, line.count) == line.count else { exit(4) }
    }
}
