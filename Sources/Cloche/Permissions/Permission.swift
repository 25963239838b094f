/// One permission: a kind, and the item of it, as one grants it or as a cell lacked it.
public struct Permission: Sendable, Equatable, Hashable, Codable {
    /// What it is about.
    public let kind: PermissionKind

    /// A path, host, name, command or library; `nil` is the whole kind.
    public let item: String?

    /// Makes a permission.
    ///
    /// The item is taken as it is: ``PermissionSet/allow(_:_:)`` checks it.
    public init(kind: PermissionKind, item: String? = nil) {
        self.kind = kind
        self.item = item
    }
}
