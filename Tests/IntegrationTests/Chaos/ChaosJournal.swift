import Foundation

/// The journal of the one session of a round, seen from outside.
struct ChaosJournal {
    /// How large a journal is, and which file it is: a rewritten one is another.
    struct Mark: Equatable {
        var file: UInt64
        var size: Int
    }

    /// The folder of the sessions.
    let folder: String

    /// The journal; nil before there is one.
    var path: String? { names.first { $0.hasSuffix(".journal") }.map { "\(folder)/\($0)" } }

    /// Whether it is being rewritten.
    var isRewritten: Bool { names.contains { $0.hasSuffix(".new") } }

    /// What it is now.
    var mark: Mark? {
        var status = stat()
        guard let path, stat(path, &status) == 0 else { return nil }
        return Mark(file: UInt64(status.st_ino), size: Int(status.st_size))
    }

    /// Leaves what a power loss may leave behind a place: less, or zeros.
    func lose(behind size: Int, as zeros: Bool) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path ?? folder))
        let end = try file.seekToEnd()
        try file.truncate(atOffset: UInt64(size))
        if zeros { try file.truncate(atOffset: end) }
        try file.close()
    }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
}
