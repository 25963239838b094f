import Foundation

/// The journal of the one session of a round, seen from outside.
struct ChaosJournal {
    /// How large a journal is, and which file it is: a rewritten one is another.
    struct Mark: Equatable {
        var file: OpenFile
        var size: Int
    }

    /// A file that is kept open, so that no other one gets its number.
    final class OpenFile: Equatable {
        private let descriptor: CInt
        private let number: UInt64

        init?(_ path: String) {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            var status = stat()
            guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
            number = UInt64(status.st_ino)
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        var size: Int {
            var status = stat()
            return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        }

        static func == (left: OpenFile, right: OpenFile) -> Bool { left.number == right.number }
    }

    /// The folder of the sessions.
    let folder: String

    /// The journal; nil before there is one.
    var path: String? { names.first { $0.hasSuffix(".journal") }.map { "\(folder)/\($0)" } }

    /// Whether it is being rewritten.
    var isRewritten: Bool { names.contains { $0.hasSuffix(".new") } }

    /// What it is now.
    var mark: Mark? { path.flatMap(OpenFile.init).map { Mark(file: $0, size: $0.size) } }

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
