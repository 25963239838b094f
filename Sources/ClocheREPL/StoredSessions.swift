package import Cloche

/// The sessions that earlier runs of cloche left on the disk.
package struct StoredSessions: Sendable {
    /// To find one that is not open elsewhere, so many are looked at.
    private static let mostOpen = 8

    /// Lists a number of them, or all, the newest first.
    private let newest: @Sendable (Int?) throws(ClocheError) -> [StoredSession]

    /// Takes what makes the list.
    package init(newest: @escaping @Sendable (Int?) throws(ClocheError) -> [StoredSession]) {
        self.newest = newest
    }

    /// Lists those in a folder.
    package init(_ folder: JournalFolder) {
        self.init { count throws(ClocheError) in try folder.sessions(newest: count) }
    }

    /// All of them, the newest first.
    package func list() throws(ClocheError) -> [StoredSession] { try newest(nil) }

    /// The one to tell a user of at the start: the newest that is not open elsewhere, where it did not end well.
    package var cutOff: StoredSession? {
        (try? newest(Self.mostOpen)).flatMap(Self.cutOff)
    }

    static func cutOff(among sessions: [StoredSession]) -> StoredSession? {
        let newest = sessions.first { $0.state != .live }
        return newest?.state == .interrupted ? newest : nil
    }
}
