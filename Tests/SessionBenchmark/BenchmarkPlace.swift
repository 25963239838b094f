import Cloche

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where the session that is measured is stored, and saved to.
struct BenchmarkPlace {
    /// A folder of the benchmark's own.
    let folder: String

    /// Where its journal lies.
    var journal: JournalFolder { JournalFolder(path: "\(folder)/sessions") }

    /// What it is saved to.
    var sessionFile: String { "\(folder)/saved.cloche" }

    /// The size of the journal, in bytes.
    func journalBytes() throws -> Int {
        let names = try FileManager.default.contentsOfDirectory(atPath: journal.path)
        return try names.reduce(0) { try $0 + bytes(of: "\(journal.path)/\($1)") }
    }

    /// The size of a file, in bytes.
    func bytes(of path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? any BinaryInteger
        return size.map { Int($0) } ?? 0
    }
}
