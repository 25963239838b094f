package import Cloche

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What is said about sessions that can be taken up again.
package enum ResumeText {
    /// Says that the last session did not end well, and how to take it up.
    static func hint(_ session: StoredSession, now: Int = AuditTime.now, width: Int) -> [String] {
        let time = Int((session.changed.timeIntervalSince1970 * 1000).rounded(.down))
        let when = ClockText.describe(time, now: now).prefix { $0 != "." }
        return TextWrap.wrap("the session of \(when) was cut off; ':resume' takes it up", width: width - 1)
    }

    /// Says that there is nothing to take up.
    ///
    /// - Parameters:
    ///   - ended: The sessions that ended well.
    ///   - command: How one is taken up by its identifier.
    /// - Returns: A sentence.
    package static func nothing(ended: [StoredSession], command: (String) -> String) -> String {
        guard let newest = ended.first else { return "there is no session to take up" }
        return "no session was cut off; \(command(newest.id)) takes up the last one that ended"
    }

    /// Says what was taken up, and what was not.
    static func lines(_ id: String, _ resumed: ResumedSession, granted: PermissionSet, width: Int) -> [String] {
        let recorded = resumed.metadata
        let cells = recorded.cells.filter { !$0.isUndone }.count
        let contents = "\(SaveText.count(cells, "cell")), \(SaveText.variables(recorded.variables))"
        let last = recorded.cells.map(\.number).max() ?? 0
        var sentences = ["resumed '\(PlainText.oneLine(id))': \(contents)"]
        if resumed.position != last {
            let place = TravelText.place(resumed.position)
            sentences.append("it is as it was \(place); ':checkpoints' lists its other states")
        }
        if let flaw = resumed.flaw { sentences.append(PlainText.oneLine(flaw)) }
        var lines = sentences.flatMap { TextWrap.wrap($0, width: width - 1) }
        lines += permissions(recorded.permissions, granted, width)
        if let cell = resumed.interrupted {
            let state = "cell \(cell.number) was running when it was cut off and is not in its state"
            lines += TextWrap.wrap("\(state); it is at the prompt for you to run or change", width: width - 1)
        }
        return lines
    }

    private static func permissions(_ recorded: PermissionSet, _ granted: PermissionSet, _ width: Int) -> [String] {
        guard recorded != granted, !recorded.isEmpty else { return [] }
        return TextWrap.wrap("it had these permissions, which resuming does not grant:", width: width - 1)
            + PermissionWords.lines(of: recorded).map { "  " + PlainText.oneLine($0) }
    }
}
