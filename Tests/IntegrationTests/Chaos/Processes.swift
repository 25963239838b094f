import Foundation

/// The processes of the machine.
enum Processes {
    /// Whether they can be listed.
    static let areListed = FileManager.default.fileExists(atPath: "/proc/self/stat")

    /// Those that a process has started.
    static func children(of parent: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { fields(of: $0).dropFirst().first == "\(parent)" }
    }

    /// Whether a process runs; one that has ended and that nobody asked about does not.
    static func isRunning(_ process: Int32) -> Bool {
        guard let state = fields(of: process).first else { return false }
        return state != "Z" && state != "X"
    }

    /// State, parent and what follows; the name before them may hold anything.
    private static func fields(of process: Int32) -> [Substring] {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return [] }
        return text[text.index(after: end)...].split(separator: " ")
    }
}
