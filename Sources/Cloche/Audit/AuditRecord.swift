/// One line of an audit log: what happened, when, in which session and cell, and who saw it.
package struct AuditRecord: Sendable, Equatable {
    /// Who says so.
    package enum Observer: String, Sendable, Decodable {
        /// cloche itself, outside of the sandbox.
        case host
        /// The sandbox, where hostile code can leave something out or make it up.
        case guest
    }

    /// The names of the events that are written.
    package static let events = [
        "start", "end", "cell", "permissions", "limits", "use", "refusal", "interrupt", "kill", "tamper", "recovery",
        "odd", "undo", "redo", "goto", "save", "load", "reset", "install", "uninstall",
    ]

    /// The version of the format that is written.
    package static let currentVersion = 1

    /// The version of the format.
    package var version = Self.currentVersion
    /// Milliseconds since 1970.
    package var time: Int
    /// Names the session by chance.
    package var session: String
    /// Counts the session's records from 1, so that a missing one shows.
    package var number: Int
    /// What happened, such as `cell` or `use`.
    package var event: String
    /// Who says so.
    package var observer: Observer
    /// The cell that it belongs to.
    package var cell: Int?
    /// What else is known, by its name.
    package var members: [String: AuditValue]

    /// Makes a record of its parts.
    package init(
        time: Int,
        session: String,
        number: Int,
        event: String,
        observer: Observer = .host,
        cell: Int? = nil,
        members: [String: AuditValue] = [:]
    ) {
        self.time = time
        self.session = session
        self.number = number
        self.event = event
        self.observer = observer
        self.cell = cell
        self.members = members
    }

    /// The kinds of permission that it is about.
    package var kinds: Set<String> {
        let changes = AuditEvent.changeMembers.flatMap { members[$0]?.texts ?? [] }
        let words = changes.map { String($0.prefix { $0 != " " }) }
        return Set(words + (members["kind"]?.text.map { [$0] } ?? []))
    }
}
