/// How much of one kind is granted or denied.
public enum PermissionScope: Sendable, Equatable {
    /// Nothing.
    case none
    /// The whole kind. All of `net` means public hosts: see ``PermissionSet``.
    case all
    /// These items only, sorted and unique.
    case items([String])
}
