extension PermissionSet {
    /// Grants items, or the whole kind where the list is empty.
    ///
    /// On an error the set is unchanged.
    ///
    /// Paths are made absolute, `~` is expanded and links are followed, commands are looked up in `PATH`. A denial of
    /// the same item is taken back.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission`: an item that is malformed or does not exist, one
    ///   that a wider denial covers, or a command or library that another grant lets cells change.
    public mutating func allow(_ kind: PermissionKind, _ items: [String]) throws(ClocheError) {
        try allow(kind, items, resolver: .current)
    }

    /// Denies items, or takes back all grants of the kind where the list is empty.
    ///
    /// On an error the set is unchanged.
    ///
    /// A grant of the same item, or of a part of it, is taken back. A denial is kept where something wider is granted,
    /// or where nothing was to be taken back.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission` for a malformed item.
    public mutating func deny(_ kind: PermissionKind, _ items: [String]) throws(ClocheError) {
        try deny(kind, items, resolver: .current)
    }

    /// Grants variables, and masks their values in everything that the session shows and records.
    ///
    /// A name may end in `*`. A variable stays secret until it is denied.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission`, as ``allow(_:_:)`` does, and for an empty list.
    public mutating func allowSecrets(_ names: [String]) throws(ClocheError) {
        guard !names.isEmpty else {
            throw .invalidPermission("allow", .env, nil, "name the variables that are secret")
        }
        var changed = self
        try changed.allow(.env, names)
        for name in names { changed[.env].insertSecret(name) }
        self = changed
    }

    mutating func allow(
        _ kind: PermissionKind,
        _ items: [String],
        resolver: PermissionResolver
    ) throws(ClocheError) {
        var changed = self
        if items.isEmpty { try changed.allowAll(kind) }
        for text in items {
            try changed.allowItem(kind, try resolver.item("allow", kind, text))
        }
        try changed.checkWritablePrograms("allow", kind, places: PermissionResolver.places)
        self = changed
    }

    mutating func deny(_ kind: PermissionKind, _ items: [String], resolver: PermissionResolver) throws(ClocheError) {
        var changed = self
        if items.isEmpty {
            changed[kind].isAll = false
            changed[kind].items = []
            changed[kind].secrets = []
        }
        for text in items {
            try changed.denyItem(kind, try resolver.item("deny", kind, text))
        }
        self = changed
    }

    private mutating func allowAll(_ kind: PermissionKind) throws(ClocheError) {
        self[kind].isAll = true
        guard kind == .net else {
            self[kind].items = []
            return
        }
        let local = netItems.filter(\.isLocal)
        if let item = local.first(where: { $0.port != nil }) { throw Self.onePortBesideAll(item, action: nil) }
        self[kind].items = local.map(\.description)
    }

    private mutating func allowItem(_ kind: PermissionKind, _ item: String) throws(ClocheError) {
        var rule = self[kind]
        rule.denied.removeAll { PermissionItem.same($0, item) }
        if let wider = rule.denied.first(where: { PermissionItem.contains(kind, $0, item) }) {
            throw .invalidPermission("allow", kind, item, "'\(wider)' is denied, and a denial wins")
        }
        if try !isImplied(kind, item, rule) { rule.insert(item) }
        guard rule.items.count + rule.denied.count <= Self.maximumItems else {
            throw .invalidPermission("allow", kind, item, "there are \(Self.maximumItems) items already")
        }
        self[kind] = rule
    }

    /// Whether all of the kind is granted already, and the item with it.
    private func isImplied(
        _ kind: PermissionKind,
        _ item: String,
        _ rule: PermissionRule
    ) throws(ClocheError) -> Bool {
        guard rule.isAll else { return false }
        guard kind == .net, let netItem = try? NetItem.parse(item), netItem.isLocal else { return true }
        guard netItem.port == nil else { throw Self.onePortBesideAll(netItem, action: "allow") }
        return false
    }

    private static func onePortBesideAll(_ item: NetItem, action: String?) -> ClocheError {
        let whole = NetItem(host: item.host, port: nil)
        let reason = "beside all of net a local address can only be granted with all its ports"
        guard action == nil else { return .invalidPermission("allow", .net, "\(item)", "\(reason), as '\(whole)'") }
        return .invalidPermission("allow", .net, nil, "'\(item)' is granted, and \(reason)")
    }

    private mutating func denyItem(_ kind: PermissionKind, _ item: String) throws(ClocheError) {
        var rule = self[kind]
        let before = rule.items.count
        rule.items.removeAll { PermissionItem.contains(kind, item, $0) }
        rule.secrets.removeAll { PermissionItem.contains(kind, item, $0) }
        let isStillGranted = rule.isAll || rule.items.contains { PermissionItem.contains(kind, $0, item) }
        if isStillGranted || rule.items.count == before { rule.insertDenial(item) }
        guard rule.items.count + rule.denied.count <= Self.maximumItems else {
            throw .invalidPermission("deny", kind, item, "there are \(Self.maximumItems) items already")
        }
        self[kind] = rule
    }
}
