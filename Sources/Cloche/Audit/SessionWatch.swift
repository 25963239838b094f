internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Keeps what a session's cells used, notices what is odd, and tells the audit log what happens.
final class SessionWatch: Sendable {
    /// How many uses and refusals of one cell the audit log gets; those beyond are counted.
    static let maximumOfCell = 250
    /// How many bytes their items may have together, and how many characters each of them.
    ///
    /// One cell must not fill the files, and so push out what was done before it.
    static let maximumItemBytes = 64 << 10
    static let maximumItemLength = 512

    private struct State {
        var number = 0
        var mask = SecretMask()
        var hasEnded = false
        var uses = UseLedger()
        var oddities = OddityDetector()
        var cell = 0
        /// How many uses and refusals of the cell the audit log got, and how many it did not get.
        var kept = 0
        var dropped = 0
        var itemBytes = 0
    }

    /// Names the session in the audit log, by chance.
    let session = String(UInt64.random(in: (1 << 47)..<(1 << 48)), radix: 16)
    /// Where events go.
    let log: AuditLog?

    private let state = Mutex(State())

    /// Makes a watch.
    init(_ log: AuditLog?) {
        self.log = log
    }

    /// What the cells used.
    var uses: [PermissionUse] { state.withLock(\.uses.all) }

    /// Takes in what cells may do from now on, and which secrets they know.
    func allow(_ permissions: PermissionSet, _ mask: SecretMask) {
        state.withLock { state in
            state.oddities.allow(permissions)
            state.mask = mask
        }
    }

    /// Takes in what a cell showed.
    ///
    /// - Returns: What is odd about it, to tell the user.
    func note(_ output: Output, cell: Int) -> String? {
        let oddity: String?
        switch output {
        case .used(let permission):
            oddity = state.withLock { state in
                state.uses.add(permission, cell: cell, at: Date())
                return state.oddities.use(permission, cell: cell)
            }
            if let kept = kept(permission, of: cell) { tell(.use(kept, cell: cell)) }
        case .blocked(let permission):
            oddity = state.withLock { $0.oddities.refuse(permission, cell: cell) }
            if let kept = kept(permission, of: cell) { tell(.refusal(kept, cell: cell)) }
        case .stream, .display, .notice: return nil
        }
        guard let oddity else { return nil }
        tell(.odd(cell: cell, message: oddity))
        return "odd: \(oddity)" + (log == nil ? "" : "; the audit log has what it did")
    }

    /// How many uses and refusals of a cell the audit log did not get.
    func dropped(of cell: Int) -> Int {
        state.withLock { $0.cell == cell ? $0.dropped : 0 }
    }

    /// The permission as the audit log gets it; nil where the cell has used up its room.
    private func kept(_ permission: Permission, of cell: Int) -> Permission? {
        let item = permission.item.map(Self.cut)
        return state.withLock { state in
            if state.cell != cell { (state.cell, state.kept, state.dropped, state.itemBytes) = (cell, 0, 0, 0) }
            let bytes = state.itemBytes + (item?.utf8.count ?? 0)
            guard state.kept < Self.maximumOfCell, bytes <= Self.maximumItemBytes else {
                state.dropped += 1
                return nil
            }
            state.kept += 1
            state.itemBytes = bytes
            return Permission(kind: permission.kind, item: item)
        }
    }

    private static func cut(_ item: String) -> String {
        let scalars = item.unicodeScalars
        guard scalars.count > maximumItemLength else { return item }
        return String(scalars.prefix(maximumItemLength - 3)) + "..."
    }

    /// Tells the audit log what happened.
    func tell(_ event: AuditEvent) {
        guard let log else { return }
        let mask = state.withLock(\.mask)
        let members = event.members.mapValues { $0.mapTexts(mask.masked) }
        // Under the lock, so that the numbers are in order in the file too.
        state.withLock { state in
            guard !state.hasEnded else { return }
            if case .end = event { state.hasEnded = true }
            state.number += 1
            log.add(
                AuditRecord(
                    time: AuditTime.now,
                    session: session,
                    number: state.number,
                    event: event.name,
                    observer: event.observer,
                    cell: event.cell,
                    members: members
                )
            )
        }
    }
}
