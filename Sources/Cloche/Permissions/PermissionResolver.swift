#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns what a user typed into canonical items: the only part of the permissions that looks at the disk.
struct PermissionResolver: Sendable {
    /// Relative paths start here.
    ///
    /// Absolute.
    let workingDirectory: String

    /// What `~` stands for; `nil` where the user has no home.
    let home: String?

    /// The folders in which commands are looked up.
    let searchPath: [String]

    /// The surroundings of this process.
    static var current: PermissionResolver {
        PermissionResolver(
            workingDirectory: realPath(".") ?? "/",
            home: environmentVariable("HOME").flatMap { HostPath.isAbsolute($0) ? HostPath.normalized($0) : nil },
            searchPath: (environmentVariable("PATH") ?? "").split(separator: ":").map(String.init)
        )
    }

    /// The canonical item of what was typed, which has to exist where it is a path and is to be granted.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission`; `action` ("allow", "deny") begins its message.
    func item(_ action: String, _ kind: PermissionKind, _ text: String) throws(ClocheError) -> String {
        if let flaw = PermissionItem.commonFlaw(text) { throw .invalidPermission(action, kind, text, flaw) }
        let item = try resolved(action, kind, text)
        if let flaw = PermissionItem.flaw(kind, item) { throw .invalidPermission(action, kind, item, flaw) }
        return item
    }

    private func resolved(_ action: String, _ kind: PermissionKind, _ text: String) throws(ClocheError) -> String {
        switch kind {
        case .env:
            return text
        case .net:
            do throws(NetItem.Malformed) {
                return try NetItem.parse(text).description
            } catch {
                throw .invalidPermission(action, kind, text, error.reason)
            }
        case .run:
            return try command(action, text)
        case .ffi:
            return try library(action, text)
        case .read, .write:
            return try path(action, kind, text)
        }
    }

    /// The real path of a library: where its path leads, or its bare name in the first of the system's folders.
    private func library(_ action: String, _ text: String) throws(ClocheError) -> String {
        let isBare = !text.contains("/") && text != "~" && Self.realPath(absolutePath(text)) == nil
        let folders = isBare ? Self.libraryFolders : []
        if let found = folders.lazy.compactMap({ Self.realPath($0 + text) }).first { return found }
        return try path(action, .ffi, text)
    }

    /// The folders that the runner looks in too (`runner/native_finder.ts`).
    private static let libraryFolders: [String] = {
        #if arch(arm64)
            let triplet = "aarch64-linux-gnu/"
        #else
            let triplet = "x86_64-linux-gnu/"
        #endif
        return ["/usr/local/lib/", "/lib/" + triplet, "/usr/lib/" + triplet]
            + ["/lib64/", "/usr/lib64/", "/lib/", "/usr/lib/"]
    }()

    /// Follows every link of a path.
    ///
    /// One that does not exist may be denied: then as far as it exists.
    private func path(_ action: String, _ kind: PermissionKind, _ text: String) throws(ClocheError) -> String {
        let absolute = absolutePath(text)
        if let real = Self.realPath(absolute) {
            guard action == "allow", kind != .ffi, HostMount.isClosed(real) else { return real }
            throw .invalidPermission(action, kind, real, "/dev, /proc and /sys stay closed to cells")
        }
        guard action == "deny" else {
            throw .invalidPermission(action, kind, absolute, "it does not exist or is out of reach")
        }
        let parent = HostPath.parent(absolute)
        guard parent != absolute else { return absolute }
        return HostPath.normalized(HostPath.name(absolute), in: try path(action, kind, parent))
    }

    /// The absolute path of a command.
    ///
    /// A link stays a link: what it points to may be many commands in one.
    private func command(_ action: String, _ text: String) throws(ClocheError) -> String {
        let candidates =
            text.contains("/") ? [text] : searchPath.filter(HostPath.isAbsolute).map { $0 + "/" + text }
        for candidate in candidates {
            let path = absolutePath(candidate)
            guard Self.isExecutableFile(path) else { continue }
            guard let folder = Self.realPath(HostPath.parent(path)) else { continue }
            return HostPath.normalized(HostPath.name(path), in: folder)
        }
        if action == "deny", text.contains("/") { return absolutePath(text) }
        let reason = text.contains("/") ? "it is not an executable file" : "there is no such command in PATH"
        throw .invalidPermission(action, .run, text, reason)
    }

    private func absolutePath(_ text: String) -> String {
        if let home, text == "~" || text.hasPrefix("~/") { return HostPath.normalized(home + text.dropFirst()) }
        return HostPath.normalized(text, in: workingDirectory)
    }

    /// The path and everything its links lead over, each in a folder without links.
    ///
    /// Whoever can change one of these files decides what runs under the path's name.
    static func places(of path: String) -> [String] {
        var places: [String] = [path]
        var current = path
        for _ in 0..<40 {
            let folder = realPath(HostPath.parent(current)) ?? HostPath.parent(current)
            let place = HostPath.normalized(HostPath.name(current), in: folder)
            places.append(place)
            guard let target = linkTarget(place) else { return places }
            current = HostPath.normalized(target, in: folder)
        }
        return places
    }
}

extension PermissionResolver {
    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(validatingCString: real)
    }

    static func environmentVariable(_ name: String) -> String? {
        getenv(name).flatMap { String(validatingCString: $0) }
    }

    private static func isExecutableFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    private static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: PermissionItem.maximumLength + 1)
        let length = readlink(path, &buffer, PermissionItem.maximumLength)
        return length > 0 ? String(validating: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }
}
