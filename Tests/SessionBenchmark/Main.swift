import Cloche

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Measures living sessions and prints figures as one line of JSON; `runner/bench` runs it.
///
/// Without arguments it measures cells, and the changes of a session; `checkpoints FOLDER SOURCE` measures the checkpoints
/// of the state that a cell makes, and then waits to be killed; `resume FOLDER` measures how that session is taken up, and
/// how the one that it saved is loaded. Times are in milliseconds, sizes in bytes.
@main
struct SessionBenchmark {
    private static let rounds = 7
    private static let cells = 300
    private var figures: [String: Double] = [:]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.count) {
        case (nil, _):
            try show(await measureCells())
        case ("checkpoints", 3):
            var benchmark = CheckpointBenchmark(in: arguments[2])
            try show(await benchmark.measure(arguments[3]))
            _ = readLine()
        case ("resume", 2):
            try show(await ResumeBenchmark(in: arguments[2]).measure())
        default:
            throw CocoaError(.featureUnsupported)
        }
    }

    private static func show(_ figures: [String: Double]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
        fflush(nil)
    }

    private static func measureCells() async throws -> [String: Double] {
        var benchmark = SessionBenchmark()
        try await benchmark.measureWalls()
        try await benchmark.measure(heap: 30)
        try await benchmark.measure(heap: 100)
        return benchmark.figures
    }

    /// A program that ends at once, started with the kernel's walls and without.
    private mutating func measureWalls() async throws {
        let probe = try WallProbe(Runtime.locate())
        defer { probe.remove() }
        for (name, insideWalls) in [("walls", true), ("no_walls", false)] {
            figures[name] = try await median(of: Self.cells) {
                guard await probe.startNothing(insideWalls: insideWalls) else { throw CocoaError(.executableLoad) }
            }
        }
    }

    private mutating func measure(heap megabytes: Int) async throws {
        let session = Session(options: SessionOptions(workingDirectory: "/tmp"))
        _ = try await session.execute("x = 1")
        figures["cell"] = try await median(of: Self.cells) { _ = try await session.execute("x") }
        let memory = try await fill(session, to: megabytes)
        figures["heap_\(megabytes)"] = Double(memory)
        figures["allow_\(megabytes)"] = try await allow(in: session)
        let path = "/tmp/cloche-benchmark-\(ProcessInfo.processInfo.processIdentifier).cloche"
        defer { try? FileManager.default.removeItem(atPath: path) }
        figures["save_\(megabytes)"] = try await median(of: Self.rounds) { _ = try await session.save(to: path) }
        figures["file_\(megabytes)"] = Double(try Data(contentsOf: URL(filePath: path)).count)
        figures["load_\(megabytes)"] = try await median(of: Self.rounds) {
            _ = try await session.restore(from: path)
            _ = try await session.execute("x")
        }
        await session.close()
    }

    /// Makes objects until the interpreter's memory has the size; a fresh one has 30 MB already.
    private func fill(_ session: Session, to megabytes: Int) async throws -> Int {
        var result = try await session.execute("kept = []")
        while result.memory < megabytes * 1_000_000 {
            result = try await session.execute("kept.append([{'i': i, 's': str(i)} for i in range(10_000)])")
        }
        return result.memory
    }

    /// A permission that comes and goes; the change is over when a cell has run under it.
    private func allow(in session: Session) async throws -> Double {
        let before = await session.permissions
        var granted = before
        try granted.allow(.net, ["127.0.0.1:8000"])
        var isGranted = false
        return try await median(of: Self.rounds) {
            isGranted.toggle()
            try await session.setPermissions(isGranted ? granted : before)
            _ = try await session.execute("x")
        }
    }
}
