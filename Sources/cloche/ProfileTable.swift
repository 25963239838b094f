internal import Cloche
internal import ClocheREPL
internal import TOMLKit

/// The table `[profiles]` of a file of settings: the user's own profiles.
struct ProfileTable {
    private let text: String
    private let table: TOMLTable
    private var profiles: [String: Profile] = [:]
    /// The profiles that are being read, each of which the next one extends.
    private var path: [String] = []
    private var problems: [SettingsProblem] = []

    /// Takes the table, and the text of the file it is in.
    init(_ table: TOMLTable, in text: String) {
        self.table = table
        self.text = text
    }

    /// Reads the profiles.
    ///
    /// - Returns: Those that can be used, by their names, and what is wrong with the table.
    mutating func read() -> (profiles: [Profile], problems: [SettingsProblem]) {
        for name in table.keys { _ = profile(named: name) }
        return (profiles.values.sorted { $0.name < $1.name }, problems)
    }

    /// Finds a profile, and reads it where it is one of this table that was not read yet.
    private mutating func profile(named name: String) -> Profile? {
        if let known = Profile.builtIn.first(where: { $0.name == name }), table[name] == nil { return known }
        if let read = profiles[name] { return read }
        guard let fields = table[name]?.tomlValue.table else {
            if table[name] != nil { complain("a profile is a table, such as [profiles.work]", name, nil) }
            return nil
        }
        guard let flaw = Self.flaw(of: name) else { return read(fields, name) }
        complain(flaw, name, nil)
        return nil
    }

    /// Why a profile cannot have a name, or nil.
    private static func flaw(of name: String) -> String? {
        if Profile.builtIn.contains(where: { $0.name == name }) {
            return "'\(name)' is a profile of cloche's own; extend it under another name"
        }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isName, (1...40).contains(name.utf8.count) else {
            return "a profile's name has 1 to 40 letters of ASCII, digits, '-' and '_'"
        }
        return nil
    }

    private mutating func read(_ fields: TOMLTable, _ name: String) -> Profile? {
        path.append(name)
        defer { path.removeLast() }
        guard var profile = base(of: name, fields) else { return nil }
        for key in fields.keys.sorted() where key != "extends" {
            guard let value = fields[key]?.tomlValue else { continue }
            if let problem = Self.read(key, value, into: &profile) { complain(problem, name, key) }
        }
        profiles[name] = profile
        return profile
    }

    /// What the profile begins with: nothing, or what it extends.
    private mutating func base(of name: String, _ fields: TOMLTable) -> Profile? {
        guard let value = fields["extends"]?.tomlValue else { return Profile(name: name) }
        guard let wanted = value.string else {
            complain("'extends' is the name of a profile", name, "extends")
            return nil
        }
        guard !path.contains(wanted) else {
            complain("'\(name)' extends itself", name, "extends")
            return nil
        }
        guard let base = profile(named: wanted) else {
            complain("there is no profile '\(wanted.filter { !$0.isNewline })' that can be used", name, "extends")
            return nil
        }
        return Profile(name: name, extending: base)
    }

    private static let kinds = PermissionKind.allCases.map(\.rawValue)
    private static let limits = ["timeout", "max-output", "max-net-bytes"]
    private static var keys: [String] {
        ["extends", "memory", "secret-env"] + limits + kinds.flatMap { ["allow-" + $0, "deny-" + $0] }
    }

    /// Reads one field; returns what is wrong with it.
    private static func read(_ key: String, _ value: TOMLValue, into profile: inout Profile) -> String? {
        if limits.contains(key) || key == "memory" { return readLimit(key, value, into: &profile) }
        guard keys.contains(key) else {
            let hint = Suggestion.nearest(to: key, in: keys).map { "; did you mean '\($0)'?" } ?? ""
            return "a profile has no '\(key.filter { !$0.isNewline })'\(hint)"
        }
        let items = value.array.map { list in list.compactMap { $0.tomlValue.string } }
        if key.hasPrefix("allow-"), value.bool == true { return grant(key, [], in: &profile) }
        guard let items, items.count == value.array?.count, !items.isEmpty, !items.contains("") else {
            let whole = key.hasPrefix("allow-") ? ", or true for the whole kind" : ""
            return "'\(key)' is a list of strings, such as ['a', 'b']\(whole)"
        }
        return grant(key, items, in: &profile)
    }

    private static func grant(_ key: String, _ items: [String], in profile: inout Profile) -> String? {
        if key == "secret-env" {
            profile.secrets += items
        } else if let kind = PermissionKind(rawValue: String(key.split(separator: "-")[1])) {
            let grant = Profile.Grant(kind, items)
            if key.hasPrefix("allow-") { profile.grants.append(grant) } else { profile.denials.append(grant) }
        }
        return nil
    }

    private static func readLimit(_ key: String, _ value: TOMLValue, into profile: inout Profile) -> String? {
        let limit: SettingAssignment
        if key == "memory" {
            let range = 34...((Limits.memoryRange.upperBound - Limits.baselineMemory) >> 20)
            guard let number = value.int, range.contains(number) else {
                return "'memory' is a whole number of MiB from \(range.lowerBound) to \(range.upperBound), over what a "
                    + "fresh Python takes"
            }
            limit = Profile.memoryLimit(number)
        } else {
            limit = SettingAssignment(key, SettingsFile.text(of: value).text)
        }
        var settings = Settings()
        do throws(REPLError) {
            try settings.set(limit.name, to: limit.text, from: .file)
        } catch {
            return error.message
        }
        profile.limits.removeAll { $0.name == limit.name }
        profile.limits.append(limit)
        return nil
    }

    private mutating func complain(_ message: String, _ name: String, _ key: String?) {
        let position = TOMLPosition.find(key, inTable: ["profiles", name], in: text)
        problems.append(SettingsProblem(position: position, message: message))
    }
}
