/// What one line of a history file says.
enum HistoryRecord: Sendable, Equatable {
    /// A cell is run; its outcome is there where the line was written by a compaction.
    case cell(HistoryEntry)
    /// A cell whose line came before has ended.
    case outcome(HistoryRun, String)

    /// The run that it is about; nil in lines of earlier versions.
    var run: HistoryRun? {
        switch self {
        case .cell(let entry): entry.run
        case .outcome(let run, _): run
        }
    }
}
