#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What this process's children, the sandboxes, have used of the processor: unlike a time, it hardly moves with what else
/// the machine does.
enum ProcessorTime {
    /// All of their threads together, in milliseconds; nil where the system does not tell.
    static var ofSandbox: Double? {
        let own = "\(ProcessInfo.processInfo.processIdentifier)"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return nil }
        let children = names.filter { Int($0) != nil && parent(of: $0) == own }
        return children.isEmpty ? nil : children.reduce(0) { $0 + nanoseconds(of: $1) } / 1e6
    }

    /// The field after the name, which may hold spaces, and the state; see proc_pid_stat(5).
    private static func parent(of process: String) -> String? {
        let fields = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? String(fields[1]) : nil
    }

    private static func nanoseconds(of process: String) -> Double {
        let threads = "/proc/\(process)/task"
        return ((try? FileManager.default.contentsOfDirectory(atPath: threads)) ?? []).reduce(0) { sum, thread in
            sum + (text("\(threads)/\(thread)/schedstat").split(separator: " ").first.flatMap { Double($0) } ?? 0)
        }
    }

    private static func text(_ path: String) -> String {
        (try? String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)) ?? ""
    }
}
