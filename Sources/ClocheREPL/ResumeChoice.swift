package import Cloche

/// Which stored session a wish to take one up means.
package enum ResumeChoice: Sendable, Equatable {
    /// There is none that did not end well; these ended well, the newest first.
    case none(ended: [StoredSession])
    /// This one.
    case one(StoredSession)
    /// One of these, the newest first.
    case several([StoredSession])

    /// Finds out.
    ///
    /// - Parameters:
    ///   - id: The identifier, or enough of its beginning; nil for a session that did not end well.
    ///   - sessions: All sessions, the newest first.
    /// - Throws: `REPLError` with code `usage` where the identifier is that of no session, or of one that is open.
    package init(_ id: String?, among sessions: [StoredSession]) throws(REPLError) {
        if let id {
            self = .one(try Self.find(id, among: sessions))
            return
        }
        let cutOff = sessions.filter { $0.state == .interrupted }
        switch cutOff.count {
        case 0: self = .none(ended: sessions.filter { $0.state == .ended })
        case 1: self = .one(cutOff[0])
        default: self = .several(cutOff)
        }
    }

    /// Reads what a user answered to a numbered list: a number, an identifier, or nothing for the newest.
    static func read(_ answer: String, among sessions: [StoredSession]) throws(REPLError) -> StoredSession {
        let word = String(PlainText.trimmed(answer[...]))
        if word.isEmpty, let newest = sessions.first { return newest }
        if let number = Int(word), sessions.indices.contains(number - 1) { return sessions[number - 1] }
        return try find(word, among: sessions)
    }

    private static func find(_ id: String, among sessions: [StoredSession]) throws(REPLError) -> StoredSession {
        let shown = PlainText.oneLine(id)
        let found = sessions.filter { $0.id == id }
        let matches = found.isEmpty && !id.isEmpty ? sessions.filter { $0.id.hasPrefix(id) } : found
        guard let session = matches.first else { throw .usage("there is no session '\(shown)'") }
        guard matches.count == 1 else { throw .usage("\(matches.count) sessions begin with '\(shown)'") }
        guard session.state != .live else { throw .usage("the session '\(session.id)' is open already") }
        return session
    }
}
