#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A part of this machine's files as cells see it, or one that is taken out of a wider part.
package struct HostMount: Equatable, Sendable {
    /// What cells can do with it.
    package enum Access: String, Sendable {
        case read, write
        /// Denied in the midst of what is granted.
        case none
    }

    /// What is there.
    package enum Content: String, Sendable {
        case file, folder, missing
    }

    /// Where cells see it: at its own path, or below ``view``.
    package var place: String
    /// Its path on this machine.
    package var path: String
    package var access: Access
    package var content: Content

    package init(place: String, path: String, access: Access, content: Content) {
        self.place = place
        self.path = path
        self.access = access
        self.content = content
    }

    /// Where cells see what the sandbox's own folders hide of a grant, as runner/grants.ts has it.
    package static let view = "/host"

    /// Folders that stay the sandbox's whatever is granted around them, as runner/grants.ts has them.
    static let own = ["/tmp", "/dev", "/proc", "/home/pyodide", "/home/web_user", "/lib/python3.14"]

    /// Folders that no grant opens: Deno keeps them closed.
    private static let closed = ["/dev", "/proc", "/sys"]

    static func isClosed(_ path: String) -> Bool {
        closed.contains { HostPath.contains($0, path) }
    }
}

extension HostMount.Content {
    /// Looks at the disk.
    package init(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            self = .missing
            return
        }
        self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }
}

extension PermissionSet {
    /// What cells see of this machine's files, sorted by place; `content` says what is at a path.
    package func hostMounts(content: (String) -> HostMount.Content) -> [HostMount] {
        let open = mounts.filter { !HostMount.isClosed($0.path) }
        let granted = open.flatMap { mount in
            Self.places(of: mount.path).map { place in
                HostMount(
                    place: place,
                    path: mount.path,
                    access: mount.writable ? .write : .read,
                    content: content(mount.path)
                )
            }
        }
        let denied = denials(in: open).map { path, access in
            HostMount(place: path, path: path, access: access, content: content(path))
        }
        return (granted + denied).sorted { $0.place.utf8.lexicographicallyPrecedes($1.place.utf8) }
    }

    /// The sandbox's own folder hides a grant of it, and shows a grant in it; around it, a grant shows twice.
    private static func places(of path: String) -> [String] {
        guard HostMount.own.contains(where: { HostPath.contains(path, $0) }) else { return [path] }
        let view = path == "/" ? HostMount.view : HostMount.view + path
        return HostMount.own.contains(path) ? [view] : [path, view]
    }

    private func denials(in mounts: [Mount]) -> [(String, HostMount.Access)] {
        let hidden = self[.read].denied.filter { path in mounts.contains { HostPath.contains($0.path, path) } }
        let kept = self[.write].denied.filter { path in
            !hidden.contains(path) && mounts.contains { $0.writable && HostPath.contains($0.path, path) }
        }
        return hidden.map { ($0, .none) } + kept.map { ($0, .read) }
    }
}
