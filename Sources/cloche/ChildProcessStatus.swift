#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the kernel says about a child of this process, in Linux's `/proc`; see proc(5).
struct ChildProcessStatus: Sendable, Equatable {
    /// A limit that is set for the process.
    struct Limit: Sendable, Equatable {
        /// What is limited, such as `data`.
        let name: String
        /// How much, with its unit.
        let value: String
    }

    /// Whether no program that it starts can have more rights than it has.
    let hasNoNewPrivileges: Bool
    /// Whether its system calls are filtered.
    let hasFilter: Bool
    /// The limits that are not infinite and that matter here.
    let limits: [Limit]

    /// Looks at the child of this process; nil where there is none or no `/proc`.
    static func onlyChild() -> ChildProcessStatus? {
        let parent = "PPid:\t\(getpid())\n"
        for name in Folder.names(in: "/proc") where name.first?.isNumber == true {
            guard let status = read("/proc/" + name + "status"), status.contains(parent) else { continue }
            return parse(status: status, limits: read("/proc/" + name + "limits") ?? "")
        }
        return nil
    }

    /// Takes `/proc/PID/status` and `/proc/PID/limits` apart.
    static func parse(status: String, limits: String) -> ChildProcessStatus {
        let shown = [("Max data size", "data"), ("Max open files", "files"), ("Max core file size", "core")]
        let found = shown.compactMap { title, name in
            limits.split(separator: "\n").first { $0.hasPrefix(title) }.flatMap {
                limit(name, $0.dropFirst(title.count))
            }
        }
        return ChildProcessStatus(
            hasNoNewPrivileges: status.contains("NoNewPrivs:\t1\n"),
            hasFilter: status.contains("Seccomp:\t2\n"),
            limits: found
        )
    }

    private static func limit(_ name: String, _ columns: Substring) -> Limit? {
        // Soft limit, hard limit, unit.
        let words = columns.split(separator: " ")
        guard words.count >= 3, let value = Int(words[0]) else { return nil }
        let isBytes = words[2] == "bytes"
        return Limit(name: name, value: isBytes ? "\(value / 1_048_576) MiB" : "\(value)")
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard case .success(let bytes) = FileDescriptorReader.readAll(descriptor) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
