import Cloche

/// What the commands for going back in time share: how checkpoints are named, and what is said when one is reached.
enum CheckpointWords {
    /// Reads how many cells to go.
    ///
    /// - Throws: `REPLError` with code `usage` for anything but a number above zero.
    static func count(_ words: [String]) throws(REPLError) -> Int {
        guard let word = words.first else { return 1 }
        guard let count = Int(word), count > 0 else {
            throw .usage("'\(PlainText.oneLine(word))' is not a number of cells; give one, such as 2")
        }
        return count
    }

    /// Finds the number that a word stands for: a number, or the name of a branch.
    ///
    /// - Throws: `REPLError` with code `usage` where it is neither.
    static func number(_ word: String, _ session: any LiveSession) async throws(REPLError) -> Int {
        if let number = Int(word), number >= 0 { return number }
        let checkpoints = await session.checkpoints
        if let end = checkpoints.first(where: { $0.branch == word }) { return end.number }
        let guess = Suggestion.nearest(to: word, in: checkpoints.compactMap(\.branch)).map { "did you mean '\($0)'?" }
        let hint = guess ?? "':checkpoints' lists the numbers, ':branch' the names"
        throw .usage("'\(PlainText.oneLine(word))' is neither a cell nor a branch; \(hint)")
    }

    /// The sessions that are kept.
    ///
    /// - Throws: `REPLError` with code `usage` where none are.
    static func stored(_ call: MetaCommandCall) throws(REPLError) -> StoredSessions {
        if let stored = call.stored { return stored }
        throw .usage("sessions are not kept; whether they are is chosen when cloche begins: ':set sessions'")
    }

    /// Says where the session is now.
    static func tell(_ travel: Travel, _ call: MetaCommandCall) async {
        let cells = await call.session.metadata.cells
        for line in TravelText.lines(travel, cells, width: call.screen.columns()) { call.screen.notice(line) }
    }
}
