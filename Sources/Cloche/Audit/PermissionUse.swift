#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What cells used of a permission, and when they did last; reported by the sandbox, so untrusted.
public struct PermissionUse: Sendable, Equatable {
    /// The kind and the path, host with port, name, command or library.
    public var permission: Permission

    /// The last cell that used it.
    public var lastCell: Int

    /// When that was.
    public var lastTime: Date

    /// Makes a use of its parts.
    public init(permission: Permission, lastCell: Int, lastTime: Date) {
        self.permission = permission
        self.lastCell = lastCell
        self.lastTime = lastTime
    }
}
