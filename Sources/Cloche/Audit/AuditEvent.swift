/// What a session tells its audit log.
enum AuditEvent: Sendable, Equatable {
    /// The session began.
    case start(permissions: [String], limits: Limits, workingDirectory: String)
    /// The session ended.
    case end(reason: String)
    /// A cell ended.
    case cell(AuditedCell)
    /// The permissions were changed.
    case permissions(PermissionDifference, flags: [String])
    /// The limits were changed.
    case limits(Limits)
    /// A cell used a permission.
    case use(Permission, cell: Int)
    /// A cell lacked a permission.
    case refusal(Permission, cell: Int)
    /// A cell was asked to stop.
    case interrupt(cell: Int, reason: String)
    /// A cell's sandbox was ended.
    case kill(cell: Int, reason: String)
    /// The runner broke the rules of its channel.
    case tamper(cell: Int?, message: String)
    /// The session went back to a checkpoint.
    case recovery(cell: Int?, Recovery)
    /// The session went to another checkpoint by choice.
    case travel(Travel, cause: String)
    /// A cell behaved oddly.
    case odd(cell: Int, message: String)
    /// The session was saved, or taken out as bytes.
    case save(path: String?, bytes: Int, hash: String)
    /// The session's state was replaced by that of a file, or of bytes.
    case load(path: String?, bytes: Int, hash: String)
    /// The session's state was forgotten.
    case reset
    /// Packages were added.
    case install([String], isOffline: Bool)
    /// Packages were taken away.
    case uninstall([String])
}

extension AuditEvent {
    /// The members that hold changes of permissions, each text of which begins with a kind.
    static let changeMembers = ["allowed", "revoked", "denied", "undenied"]

    /// The record's name of the event.
    var name: String {
        switch self {
        case .start: "start"
        case .end: "end"
        case .cell: "cell"
        case .permissions: "permissions"
        case .limits: "limits"
        case .use: "use"
        case .refusal: "refusal"
        case .interrupt: "interrupt"
        case .kill: "kill"
        case .tamper: "tamper"
        case .recovery: "recovery"
        case .travel(_, let cause): cause
        case .odd: "odd"
        case .save: "save"
        case .load: "load"
        case .reset: "reset"
        case .install: "install"
        case .uninstall: "uninstall"
        }
    }

    /// Who saw it: uses and refusals are what the sandbox reports, and what is odd about them with them.
    var observer: AuditRecord.Observer {
        switch self {
        case .use, .refusal, .odd: .guest
        default: .host
        }
    }

    /// The cell that it belongs to.
    var cell: Int? {
        switch self {
        case .cell(let cell): cell.number
        case .use(_, let cell), .refusal(_, let cell), .odd(let cell, _): cell
        case .interrupt(let cell, _), .kill(let cell, _): cell
        case .tamper(let cell, _), .recovery(let cell, _): cell
        case .start, .end, .permissions, .limits, .travel, .save, .load, .reset, .install, .uninstall: nil
        }
    }

    /// What else the record says.
    var members: [String: AuditValue] {
        switch self {
        case .start(let permissions, let limits, let workingDirectory):
            let own: [String: AuditValue] = [
                "version": .text(clocheVersion), "permissions": .texts(permissions),
                "directory": .text(workingDirectory),
            ]
            return own.merging(Self.members(limits)) { $1 }
        case .limits(let limits): return Self.members(limits)
        case .cell(let cell): return cell.members
        case .permissions(let difference, let flags):
            return difference.members.merging(["permissions": .texts(flags)]) { $1 }
        case .use(let permission, _), .refusal(let permission, _):
            return ["kind": .text(permission.kind.rawValue), "item": permission.item.map(AuditValue.text)]
                .compactMapValues { $0 }
        case .end(let reason), .interrupt(_, let reason), .kill(_, let reason): return ["reason": .text(reason)]
        case .tamper(_, let message), .odd(_, let message): return ["message": .text(message)]
        case .recovery(_, let recovery):
            return ["message": .text(recovery.message), "lost": .list(recovery.lostCells.map(AuditValue.integer))]
        case .travel(let travel, _):
            return [
                "from": .integer(travel.from), "to": .integer(travel.to),
                "undone": .list(travel.undone.map(AuditValue.integer)),
                "redone": .list(travel.redone.map(AuditValue.integer)),
            ]
        case .save(let path, let bytes, let hash), .load(let path, let bytes, let hash):
            return ["path": path.map(AuditValue.text), "bytes": .integer(bytes), "sha256": .text(hash)]
                .compactMapValues { $0 }
        case .install(let packages, let isOffline): return ["packages": .texts(packages), "offline": .flag(isOffline)]
        case .uninstall(let packages): return ["packages": .texts(packages)]
        case .reset: return [:]
        }
    }

    /// Without a timeout there is none.
    private static func members(_ limits: Limits) -> [String: AuditValue] {
        [
            "timeout": limits.timeout.map { .decimal($0.seconds) }, "memoryLimit": .integer(limits.memory),
            "outputLimit": .integer(limits.output), "netLimit": .integer(limits.netBytes),
        ].compactMapValues { $0 }
    }
}
