import Cloche

/// Tells how to grant what a cell lacked.
enum BlockedText {
    /// The meta-command that grants it, such as `:allow read /etc/passwd`.
    static func command(_ permission: Permission) -> String {
        let item = permission.item.map { " " + PlainText.oneLine(ShellWords.quote($0)) } ?? ""
        return ":allow \(permission.kind.rawValue)\(item)"
    }

    /// What the REPL says: how to grant what the traceback does not tell, and how to go on.
    static func forPrompt(_ result: ExecutionResult) -> [String] {
        let blocked = relevant(result)
        if blocked.isEmpty { return [] }
        let traceback = result.error?.traceback ?? ""
        let untold = blocked.map(command).filter { !traceback.contains($0) }
        return untold.suffix(5).map { "blocked: \($0) grants it" } + [":retry runs the cell again once it is granted"]
    }

    /// The permissions whose lack made the cell fail.
    ///
    /// Python looks for modules in folders that it may not read, and goes on without them: a path that the exception does
    /// not name was nothing the user asked for.
    static func relevant(_ result: ExecutionResult) -> [Permission] {
        guard result.status == .error, let error = result.error else { return [] }
        return result.blocked.filter { permission in
            switch permission.kind {
            case .read, .write: error.traceback.contains(permission.item ?? "")
            case .net, .env, .run, .ffi: true
            }
        }
    }

    /// What a script's user is told.
    static func forCommandLine(_ permission: Permission) -> String {
        let kind = permission.kind.rawValue
        guard let item = permission.item else { return "\(kind) access is not granted; to grant it: --allow-\(kind)" }
        return "\(kind) access to '\(item)' is not granted; to grant it: --allow-\(kind)=\(ShellWords.quote(item))"
    }
}
