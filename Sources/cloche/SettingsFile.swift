internal import ClocheREPL
internal import TOMLKit

/// The text of a file of settings, in TOML.
struct SettingsFile: Sendable {
    private let text: String

    /// Takes the text of a file.
    init(_ text: String) {
        self.text = text
    }

    /// Puts what the file says into settings.
    ///
    /// - Returns: What is wrong with the file, in the order of its lines; the rest is put into the settings, but nothing
    ///   where the file is no TOML.
    func read(into settings: inout Settings) -> [SettingsProblem] {
        do {
            let table = try TOMLTable(string: text)
            var problems = readProfiles(of: table, into: &settings)
            // The profile first: what is given beside it wins over its limits.
            let keys = table.keys.filter { $0 != "profiles" }
            for key in keys.filter({ $0 == "profile" }) + keys.filter({ $0 != "profile" }) {
                if let value = table[key]?.tomlValue, let problem = read(key, value, into: &settings) {
                    problems.append(problem)
                }
            }
            return problems.sorted { $0.position < $1.position }
        } catch let error as TOMLParseError {
            let place = error.source.begin
            let position = TOMLPosition(line: max(1, place.line), column: max(1, place.column))
            return [SettingsProblem(position: position, message: Self.reason(error.description))]
        } catch {
            return [SettingsProblem(position: TOMLPosition(line: 1, column: 1), message: "\(error)")]
        }
    }

    private func readProfiles(of table: TOMLTable, into settings: inout Settings) -> [SettingsProblem] {
        guard let value = table["profiles"]?.tomlValue else { return [] }
        guard let profiles = value.table else {
            let place = TOMLPosition.find("profiles", in: text)
            return [SettingsProblem(position: place.value, message: "'profiles' is a table of profiles")]
        }
        var reader = ProfileTable(profiles, in: text)
        let read = reader.read()
        settings.ownProfiles = read.profiles
        return read.problems
    }

    private func read(_ key: String, _ value: TOMLValue, into settings: inout Settings) -> SettingsProblem? {
        let place = TOMLPosition.find(key, in: text)
        let row: Setting
        do throws(REPLError) {
            row = try SettingTable.row(named: key)
        } catch {
            return SettingsProblem(position: place.key, message: error.message)
        }
        let (type, text) = Self.text(of: value)
        guard row.types.contains(type) else {
            return SettingsProblem(position: place.value, message: row.complaint(about: type))
        }
        do throws(REPLError) {
            try settings.set(key, to: text, from: .file)
            return nil
        } catch {
            return SettingsProblem(position: place.value, message: error.message)
        }
    }

    /// The type of a value, and the value as one types it.
    static func text(of value: TOMLValue) -> (type: SettingType, text: String) {
        if let text = value.string { return (.text, text) }
        if let number = value.int { return (.number, "\(number)") }
        if let number = value.double { return (.number, "\(number)") }
        if let flag = value.bool { return (.flag, flag ? "on" : "off") }
        return (.other, "")
    }

    /// The parser's own words, without their beginning.
    private static func reason(_ description: String) -> String {
        let start = "Error while "
        let words = description.hasPrefix(start) ? String(description.dropFirst(start.count)) : description
        return "this is not TOML, so that the file does not count: \(words)"
    }
}
