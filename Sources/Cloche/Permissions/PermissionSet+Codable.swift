extension PermissionSet: Codable {
    private struct KindKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    private enum RuleKeys: String, CodingKey {
        case all, items, denied, secrets
    }

    /// Writes `{"net": {"all": false, "items": [...], "denied": [...]}}`, kinds without a rule left out.
    ///
    /// The rule of `env` has a list `secrets` too, where there are some: their names, never their values.
    public func encode(to encoder: any Encoder) throws {
        var kinds = encoder.container(keyedBy: KindKey.self)
        for kind in PermissionKind.allCases where !self[kind].isEmpty {
            var rule = kinds.nestedContainer(keyedBy: RuleKeys.self, forKey: KindKey(stringValue: kind.rawValue))
            try rule.encode(self[kind].isAll, forKey: .all)
            try rule.encode(self[kind].items, forKey: .items)
            try rule.encode(self[kind].denied, forKey: .denied)
            if !self[kind].secrets.isEmpty { try rule.encode(self[kind].secrets, forKey: .secrets) }
        }
    }

    /// Reads what ``encode(to:)`` writes, and refuses everything that it could not have written.
    ///
    /// Looks at nothing but the bytes: whether the paths exist on this machine shows when they are granted.
    public init(from decoder: any Decoder) throws {
        self.init()
        let kinds = try decoder.container(keyedBy: KindKey.self)
        for key in kinds.allKeys {
            guard let kind = PermissionKind(rawValue: key.stringValue) else {
                throw Self.corrupted(kinds.codingPath, "unknown permission kind")
            }
            let container = try kinds.nestedContainer(keyedBy: RuleKeys.self, forKey: key)
            var rule = PermissionRule()
            rule.isAll = try container.decode(Bool.self, forKey: .all)
            rule.items = try Self.decodeItems(kind, container, .items)
            rule.denied = try Self.decodeItems(kind, container, .denied)
            if container.contains(.secrets) { rule.secrets = try Self.decodeItems(kind, container, .secrets) }
            try Self.check(kind, rule, container.codingPath)
            self[kind] = rule
        }
        try checkWritablePrograms("allow", .run) { [$0] }
    }

    private static func decodeItems(
        _ kind: PermissionKind,
        _ container: KeyedDecodingContainer<RuleKeys>,
        _ key: RuleKeys
    ) throws -> [String] {
        var list = try container.nestedUnkeyedContainer(forKey: key)
        var items: [String] = []
        while !list.isAtEnd {
            let item = try list.decode(String.self)
            guard items.count < maximumItems else { throw corrupted(list.codingPath, "too many items") }
            if let flaw = PermissionItem.flaw(kind, item) { throw corrupted(list.codingPath, flaw) }
            items.append(item)
        }
        guard items == PermissionRule.sorted(items) else { throw corrupted(list.codingPath, "not sorted") }
        return items
    }

    private static func check(_ kind: PermissionKind, _ rule: PermissionRule, _ path: [any CodingKey]) throws {
        guard rule.items.count + rule.denied.count <= maximumItems else { throw corrupted(path, "too many items") }
        guard rule.secrets.isEmpty || kind == .env, rule.isAll || rule.secrets.allSatisfy(rule.items.contains) else {
            throw corrupted(path, "secrets that are not granted")
        }
        guard rule.isAll, !rule.items.isEmpty else { return }
        let areLocal = rule.items.allSatisfy { text in
            guard let item = try? NetItem.parse(text) else { return false }
            return item.isLocal && item.port == nil
        }
        guard kind == .net, areLocal else { throw corrupted(path, "items beside the whole kind") }
    }

    private static func corrupted(_ path: [any CodingKey], _ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: reason))
    }
}
