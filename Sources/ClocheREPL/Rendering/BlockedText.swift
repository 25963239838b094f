import Cloche

/// Tells how to grant what a cell lacked.
enum BlockedText {
    /// The meta-command that grants it, such as `:allow read /etc/passwd`.
    static func command(_ permission: Permission) -> String {
        let item = permission.item.map { " " + PlainText.oneLine(ShellWords.quote($0)) } ?? ""
        return ":allow \(permission.kind.rawValue)\(item)"
    }

    /// What the REPL says.
    static func forPrompt(_ blocked: [Permission]) -> [String] {
        guard let last = blocked.last else { return [] }
        let others = blocked.dropLast().suffix(4).map { "blocked: " + command($0) + " grants it" }
        return others + ["blocked: \(command(last)) grants it, :retry runs the cell again"]
    }

    /// What a script's user is told.
    static func forCommandLine(_ permission: Permission) -> String {
        let kind = permission.kind.rawValue
        guard let item = permission.item else { return "\(kind) access is not granted; to grant it: --allow-\(kind)" }
        return "\(kind) access to '\(item)' is not granted; to grant it: --allow-\(kind)=\(ShellWords.quote(item))"
    }
}
