extension PermissionSet {
    /// What is granted, in few words, for a prompt: `read ~/data, net 127.0.0.1:8000`.
    ///
    /// Empty where nothing is.
    ///
    /// From the third item of a kind on only their number is given; denials are left out.
    public var summary: String {
        summary(home: PermissionResolver.environmentVariable("HOME"))
    }

    /// The flags of cloche's command line that make the same set.
    public var flags: [String] {
        PermissionKind.allCases.flatMap { kind in
            let rule = self[kind]
            var flags = rule.isAll ? ["--allow-\(kind.rawValue)"] : []
            let plain = rule.items.filter { !rule.secrets.contains($0) }
            for (verb, items) in [("allow", plain), ("secret", rule.secrets), ("deny", rule.denied)]
            where !items.isEmpty {
                flags.append("--\(verb)-\(kind.rawValue)=\(items.joined(separator: ","))")
            }
            return flags
        }
    }

    func summary(home: String?) -> String {
        PermissionKind.allCases
            .filter { !self[$0].grantsNothing }
            .map { kind in
                let names = self[kind].items.map { Self.short(kind, $0, home: home) }
                let shown = names.count > 3 ? names.prefix(2) + ["+\(names.count - 2)"] : names[...]
                let words = (self[kind].isAll ? [kind.rawValue, "all"] : [kind.rawValue]) + shown
                return words.joined(separator: " ")
            }
            .joined(separator: ", ")
    }

    private static func short(_ kind: PermissionKind, _ item: String, home: String?) -> String {
        switch kind {
        case .run, .ffi: HostPath.name(item)
        case .read, .write: HostPath.abbreviated(item, home: home)
        case .net, .env: item
        }
    }
}
