internal import Cloche

/// Spells a command line so that a general parser cannot misread it.
///
/// swift-argument-parser takes words behind FILE for options unless `--` stands before them, and has no repeatable
/// option whose value may be left out: `--allow-net x.py` would grant a host of that name.
enum ArgumentNormalizer {
    /// Options whose next word is their value, whatever it looks like; the permission flags and `--resume` are none of
    /// them.
    static let valued: Set<String> = [
        "--timeout", "--memory", "--max-output", "--max-net-bytes", "--load", "--save", "--profile", "--config",
        "--secret-env", "--install", "--packages",
    ]

    /// Returns the arguments with each value behind `=`, each whole kind as ``PermissionItems/all``, and `--` before the
    /// first word that is Python's.
    ///
    /// - Throws: `UsageError` where nothing follows a `=`: a script's `--allow-read=$UNSET` must not grant everything.
    static func normalize(_ arguments: [String]) throws(UsageError) -> [String] {
        var rest = arguments[...]
        var words: [String] = []
        var isCodeGiven = false
        while let word = rest.popFirst() {
            if word == "--" { return words + [word] + rest }
            if word == "-" || !word.hasPrefix("-") {
                // A subcommand is a word of cloche's, and what follows it too.
                guard !isCodeGiven, subcommands.contains(word) else { return words + ["--", word] + rest }
                return words + [word] + (word == "doctor" ? rest.map(spellForDoctor) : Array(rest))
            }
            if word.hasPrefix("-c") {
                isCodeGiven = true
                let code = word == "-c" ? rest.popFirst() : String(word.dropFirst(2))
                words.append(code.map { "-c=" + $0 } ?? word)
            } else {
                words.append(try attach(word, &rest))
            }
        }
        return words
    }

    private static let subcommands: Set<String> = ["audit", "cache", "doctor", "help", "info"]

    private static let permissions = Set(
        PermissionKind.allCases.flatMap { ["--allow-" + $0.rawValue, "--deny-" + $0.rawValue] }
    )

    private static func spellForDoctor(_ word: String) -> String {
        word == "--packages" ? "--" + DoctorCommand.checkPackages : word
    }

    private static func attach(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) -> String {
        if permissions.contains(word) { return word + "=" + PermissionItems.all }
        if word == "--resume" { return word + "=" + ResumeOption.any }
        var option = word
        if valued.contains(word), let value = rest.popFirst() { option += "=" + value }
        if ["--install=-r", "--install=--requirement", "--install=--requirements"].contains(option) {
            guard let file = rest.popFirst() else { throw UsageError("nothing follows '--install -r'") }
            option = "--install=" + PackageOptions.file + file
        }
        guard !option.hasSuffix("=") || option.dropLast().contains("=") else {
            let isPermission = permissions.contains(String(option.dropLast()))
            throw UsageError("nothing follows '\(option)'" + (isPermission ? "; leave out '=' for all" : ""))
        }
        return option
    }
}
