/// The permissions that a runner reports of a cell, each once, in the order in which they came.
///
/// A hostile runner reports a million: each must cost the same, however many there are already.
struct ReportedPermissions: Sendable {
    /// The most permissions that are kept.
    static let maximum = 1000

    /// What is kept.
    private(set) var list: [Permission] = []

    /// How many reports were too many to be kept.
    private(set) var dropped = 0

    private var known: Set<Permission> = []

    /// Takes in a report; false where it is not the first of its permission, or is one too many.
    mutating func add(_ permission: Permission) -> Bool {
        guard list.count < Self.maximum else {
            if !known.contains(permission) { dropped += 1 }
            return false
        }
        guard known.insert(permission).inserted else { return false }
        list.append(permission)
        return true
    }
}
