#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The variables of this process.
enum Environment {
    /// A variable; nil where it is missing or empty.
    static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// All variables as `NAME=VALUE`, with others in place of those of the same name.
    static func list(with changes: [String: String]) -> [String] {
        var list = changes.map { "\($0.key)=\($0.value)" }
        var entry = environ
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if changes[String(text.prefix { $0 != "=" })] == nil { list.append(text) }
            entry += 1
        }
        return list
    }

    /// Whether a command is in one of the folders of `PATH`.
    static func hasCommand(_ name: String) -> Bool {
        let folders = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        return folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }
}
