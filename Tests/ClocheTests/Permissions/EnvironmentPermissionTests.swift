import Testing

@testable import Cloche

@Suite("Permissions for variables")
struct EnvironmentPermissionTests {
    private static let environment = [
        "API_KEY": "key-value", "API_SECRET_KEY": "secret-value", "API_": "none", "HOME": "/home/me",
        "TOKEN": "token-value",
    ]

    /// Makes a set of words such as `allow API_*`.
    private static func make(_ words: [String]) throws -> PermissionSet {
        var set = PermissionSet()
        for word in words {
            let parts = word.split(separator: " ").map(String.init)
            let items = Array(parts.dropFirst())
            switch parts[0] {
            case "allow": try set.allow(.env, items)
            case "secret": try set.allowSecrets(items)
            default: try set.deny(.env, items)
            }
        }
        return set
    }

    @Test(
        "names and beginnings of names choose variables, and a denial wins",
        arguments: [
            (["allow HOME"], ["HOME"]),
            (["allow API_*"], ["API_", "API_KEY", "API_SECRET_KEY"]),
            (["allow API_*", "deny API_SECRET_*"], ["API_", "API_KEY"]),
            (["deny API_SECRET_*", "allow API_*"], ["API_", "API_KEY"]),
            (["allow", "deny API_*"], ["HOME", "TOKEN"]),
            (["allow API_KEY HOME", "deny API_*"], ["HOME"]),
            (["allow API_*", "deny API_*"], []),
            (["allow API_*", "deny"], []),
            (["secret TOKEN"], ["TOKEN"]),
        ]
    )
    func chosen(words: [String], names: [String]) throws {
        #expect(try Self.make(words).variables(of: Self.environment).keys.sorted() == names)
    }

    @Test(
        "what is no name is refused",
        arguments: [
            "*", "A*B", "A-B", "A=B", "A**",
        ]
    )
    func refused(item: String) {
        #expect(throws: ClocheError.self) { try Self.make(["allow \(item)"]) }
        #expect(throws: ClocheError.self) { try Self.make(["secret \(item)"]) }
    }

    @Test("what lies in a denied beginning cannot be granted")
    func wider() {
        #expect(throws: ClocheError.self) { try Self.make(["deny API_SECRET_*", "allow API_SECRET_KEY"]) }
        #expect(throws: ClocheError.self) { try Self.make(["secret"]) }
    }

    @Test(
        "variables are secret until they are denied",
        arguments: [
            (["secret TOKEN"], ["TOKEN"], "[TOKEN] key-value secret-value"),
            (["secret TOKEN", "allow TOKEN"], ["TOKEN"], "[TOKEN] key-value secret-value"),
            (["allow", "secret TOKEN"], ["TOKEN"], "[TOKEN] key-value secret-value"),
            (["secret TOKEN", "allow"], ["TOKEN"], "[TOKEN] key-value secret-value"),
            (["secret API_*"], ["API_*"], "token-value [API_KEY] [API_SECRET_KEY]"),
            (["secret API_*", "deny API_SECRET_*"], ["API_*"], "token-value [API_KEY] secret-value"),
            (["secret TOKEN", "deny TOKEN"], [], "token-value key-value secret-value"),
            (["secret TOKEN API_KEY", "deny API_*"], ["TOKEN"], "[TOKEN] key-value secret-value"),
            (["secret TOKEN", "deny"], [], "token-value key-value secret-value"),
            (["allow", "secret TOKEN", "deny"], [], "token-value key-value secret-value"),
        ]
    )
    func secrets(words: [String], names: [String], masked: String) throws {
        let set = try Self.make(words)
        #expect(set.secrets == names)
        let mask = try set.secretMask(of: Self.environment)
        #expect(mask.masked("token-value key-value secret-value") == masked)
    }

    @Test("the flags tell secrets from other variables")
    func flags() throws {
        let set = try Self.make(["allow HOME API_*", "secret TOKEN", "deny API_SECRET_*"])
        #expect(set.flags == ["--allow-env=API_*,HOME", "--secret-env=TOKEN", "--deny-env=API_SECRET_*"])
        #expect(try Self.make(["allow", "secret TOKEN"]).flags == ["--allow-env", "--secret-env=TOKEN"])
        #expect(set != (try Self.make(["allow HOME API_* TOKEN", "deny API_SECRET_*"])))
    }
}
