#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What the cells of a session used of their permissions.
struct UseLedger: Sendable, Equatable {
    /// How many targets are kept; beyond that, the half that was not used for longest is forgotten.
    static let maximumTargets = 10_000

    private var uses: [Permission: PermissionUse] = [:]

    /// All uses, the latest first.
    var all: [PermissionUse] {
        uses.values.sorted { left, right in
            guard left.lastTime == right.lastTime else { return left.lastTime > right.lastTime }
            return (left.permission.kind, left.permission.item ?? "")
                < (right.permission.kind, right.permission.item ?? "")
        }
    }

    /// Takes in a use.
    mutating func add(_ permission: Permission, cell: Int, at time: Date) {
        uses[permission] = PermissionUse(permission: permission, lastCell: cell, lastTime: time)
        guard uses.count > Self.maximumTargets else { return }
        for use in all.suffix(Self.maximumTargets / 2) { uses[use.permission] = nil }
    }
}
