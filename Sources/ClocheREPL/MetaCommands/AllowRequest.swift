import Cloche

/// What `:allow` shall grant.
struct AllowRequest: Equatable {
    /// What the permission is about.
    let kind: PermissionKind
    /// The items; empty for the whole kind.
    let items: [String]
    /// Whether the values of the variables are masked.
    let isSecret: Bool
    /// Whether the grant ends with the next cell.
    let isOnce: Bool

    /// Reads `KIND [ITEM...] [--once] [--secret]`, the options wherever they stand.
    ///
    /// - Throws: `REPLError` with code `usage` for a kind, an item or an option that is none.
    init(parsing words: [String]) throws(REPLError) {
        kind = try PermissionWords.kind(named: words.first { !$0.hasPrefix("-") } ?? words.first ?? "")
        let options = words.filter(Self.options.contains)
        var items = words.filter { !Self.options.contains($0) }
        if !items.isEmpty { items.removeFirst() }
        self.items = try PermissionWords.items(items)
        isSecret = options.contains("--secret")
        isOnce = options.contains("--once")
        guard !isSecret || kind == .env else {
            throw .usage("'--secret' is for env; ':allow env NAME --secret' masks the value of a variable")
        }
    }

    /// The options.
    static let options = ["--once", "--secret"]

    /// Grants it.
    func grant(in permissions: inout PermissionSet) throws(ClocheError) {
        if isSecret { try permissions.allowSecrets(items) } else { try permissions.allow(kind, items) }
    }
}
