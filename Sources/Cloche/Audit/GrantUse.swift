#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a grant was used for.
package struct GrantUse: Sendable, Equatable {
    /// How many different files, hosts, names, commands or libraries were used by it.
    package var targets: Int
    /// The last cell that used it.
    package var lastCell: Int
    /// When that was, in milliseconds since 1970.
    package var lastTime: Int
}

extension PermissionSet {
    /// The grant that covers a use: the narrowest one by name, else the whole kind; nil where nothing granted covers it.
    ///
    /// A use without an item is of the whole kind. What may be written may be read too. A use of `net` is covered by name
    /// and port, not by the addresses behind a name.
    public func grant(covering use: Permission) -> Permission? {
        let kinds = use.kind == .read ? [PermissionKind.read, .write] : [use.kind]
        if let target = use.item {
            for kind in kinds {
                let covering = self[kind].items.filter { PermissionItem.contains(kind, $0, target) }
                if let narrowest = covering.max(by: { Self.isWider(kind, $0, $1) }) {
                    return Permission(kind: kind, item: narrowest)
                }
            }
        }
        return kinds.first { self[$0].isAll }.map { Permission(kind: $0) }
    }

    private static func isWider(_ kind: PermissionKind, _ left: String, _ right: String) -> Bool {
        !PermissionItem.same(left, right) && PermissionItem.contains(kind, left, right)
    }

    /// Adds up uses by the grants that cover them now; others are left out.
    package func grantUses(_ uses: [PermissionUse]) -> [Permission: GrantUse] {
        uses.reduce(into: [:]) { sums, use in
            guard let grant = grant(covering: use.permission) else { return }
            let time = Int((use.lastTime.timeIntervalSince1970 * 1000).rounded(.down))
            var sum = sums[grant] ?? GrantUse(targets: 0, lastCell: use.lastCell, lastTime: time)
            sum.targets += 1
            if time > sum.lastTime { (sum.lastCell, sum.lastTime) = (use.lastCell, time) }
            sums[grant] = sum
        }
    }
}
