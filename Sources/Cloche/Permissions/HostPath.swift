/// Absolute paths as text: pure functions, nothing here looks at the disk.
///
/// Everything compares bytes, as the kernel does: Swift takes `é` in its two spellings for the same character, and a
/// slash with a combining mark for another one than a slash.
enum HostPath {
    private static let slash = UInt8(ascii: "/")

    /// Makes a path absolute and takes `.`, `..`, `//` and a last `/` out of it, without following links.
    static func normalized(_ path: String, in directory: String = "/") -> String {
        var parts: [String] = []
        for part in components(isAbsolute(path) ? path : directory + "/" + path) where part != "." {
            if part == ".." {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func isAbsolute(_ path: String) -> Bool {
        path.utf8.first == slash
    }

    /// Whether `path` is `folder` or lies in it; both are normalized.
    static func contains(_ folder: String, _ path: String) -> Bool {
        guard folder != "/" else { return true }
        guard path.utf8.starts(with: folder.utf8) else { return false }
        let rest = path.utf8.dropFirst(folder.utf8.count)
        return rest.isEmpty || rest.first == slash
    }

    /// The folder that holds `path`; `/` for `/`.
    static func parent(_ path: String) -> String {
        "/" + components(path).dropLast().joined(separator: "/")
    }

    /// The last component of `path`.
    static func name(_ path: String) -> String {
        components(path).last ?? path
    }

    /// The path with the user's home written as `~`.
    static func abbreviated(_ path: String, home: String?) -> String {
        guard let home, home != "/", contains(home, path) else { return path }
        return "~" + String(Substring(path.utf8.dropFirst(home.utf8.count)))
    }

    private static func components(_ path: String) -> [String] {
        path.utf8.split(separator: slash).map { String(Substring($0)) }
    }
}
