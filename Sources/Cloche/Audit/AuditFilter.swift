/// Which records of an audit log are wanted; empty conditions hold for all.
package struct AuditFilter: Sendable, Equatable {
    /// What the session's name begins with.
    package var session: String?
    /// The earliest time, in milliseconds since 1970.
    package var since: Int?
    /// The names of events.
    package var events: Set<String> = []
    /// The kinds of permission.
    package var kinds: Set<PermissionKind> = []
    /// The number of a cell.
    package var cell: Int?
    /// How many of the newest records are wanted; nil for all.
    package var newest: Int?

    /// Makes a filter that takes everything.
    package init() {}

    /// Tells whether a record is wanted.
    package func matches(_ record: AuditRecord) -> Bool {
        if let session, !record.session.hasPrefix(session) { return false }
        if let since, record.time < since { return false }
        if !events.isEmpty, !events.contains(record.event) { return false }
        if !kinds.isEmpty, record.kinds.isDisjoint(with: kinds.map(\.rawValue)) { return false }
        return cell == nil || cell == record.cell
    }

    /// Bytes that each line of a wanted session holds, to skip others without reading them.
    var mark: [UInt8] { session.map { Array("\"session\":\"\($0)".utf8) } ?? [] }
}
