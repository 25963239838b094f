@testable import Cloche

extension AuditRecord {
    static func make(
        time: Int = 1_790_000_000_000,
        session: String = "a1b2c3d4e5f6",
        number: Int = 1,
        event: String = "cell",
        observer: Observer = .host,
        cell: Int? = nil,
        members: [String: AuditValue] = [:]
    ) -> AuditRecord {
        AuditRecord(
            time: time,
            session: session,
            number: number,
            event: event,
            observer: observer,
            cell: cell,
            members: members
        )
    }

    static func use(_ kind: String, _ item: String, cell: Int = 1, event: String = "use") -> AuditRecord {
        make(event: event, observer: .guest, cell: cell, members: ["kind": .text(kind), "item": .text(item)])
    }

    /// The line as text.
    var text: String { String(decoding: line, as: UTF8.self) }
}
