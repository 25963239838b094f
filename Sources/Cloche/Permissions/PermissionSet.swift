/// What cells may do: grants and denials of six kinds.
///
/// A denial wins over a grant, and nothing is granted at first.
///
/// All of `net` means public hosts: this machine, private networks and metadata services are reached only where an
/// address of them is named, beside it or alone. What may be written may be read too.
public struct PermissionSet: Sendable, Equatable {
    /// The most items that one kind may hold, granted and denied together.
    public static let maximumItems = 1000

    /// Kinds without a rule have no entry.
    private var rules: [PermissionKind: PermissionRule] = [:]

    /// Makes a set that grants nothing.
    public init() {}

    /// What is granted, denials not taken off.
    public func granted(_ kind: PermissionKind) -> PermissionScope {
        let rule = self[kind]
        guard !rule.isAll else { return .all }
        return rule.items.isEmpty ? .none : .items(rule.items)
    }

    /// What is denied, also where something wider is granted later.
    public func denied(_ kind: PermissionKind) -> PermissionScope {
        let rule = self[kind]
        return rule.denied.isEmpty ? .none : .items(rule.denied)
    }

    /// The local addresses that are granted by name beside all of `net`, which leaves them out.
    public var namedBesideAllOfNet: [String] {
        let rule = self[.net]
        return rule.isAll ? rule.items : []
    }

    /// The granted variables whose values are masked wherever the session shows or records something; each a name, or
    /// the beginning of names with `*` at its end.
    public var secrets: [String] { self[.env].secrets }

    /// Whether nothing is granted.
    public var isEmpty: Bool {
        rules.values.allSatisfy(\.grantsNothing)
    }

    subscript(kind: PermissionKind) -> PermissionRule {
        get { rules[kind] ?? PermissionRule() }
        set { rules[kind] = newValue.isEmpty ? nil : newValue }
    }

    /// The items of a net rule; the set holds canonical ones only.
    var netItems: [NetItem] {
        self[.net].items.compactMap { try? NetItem.parse($0) }
    }
}
