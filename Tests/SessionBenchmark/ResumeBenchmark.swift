import Cloche

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Measures how a session is taken up that was killed, and how one is loaded that was saved.
struct ResumeBenchmark {
    private let place: BenchmarkPlace

    /// Makes a benchmark of the session that ``CheckpointBenchmark`` left in a folder.
    init(in folder: String) {
        place = BenchmarkPlace(folder: folder)
    }

    /// Measures everything.
    func measure() async throws -> [String: Double] {
        var figures: [String: Double] = [:]
        figures["journal"] = Double(try place.journalBytes())
        var list = Times()
        let stored = try await list.add { try place.journal.sessions() }
        figures["list"] = list.median
        guard let id = stored.first?.id else { throw CocoaError(.fileNoSuchFile) }
        var options = SessionOptions(workingDirectory: "/tmp")
        figures["load"] = try await measure(options, 3) { session in
            _ = try await session.restore(from: place.sessionFile)
        }
        options.journal = place.journal
        figures["resume"] = try await measure(options, 1) { session in _ = try await session.resume(id) }
        return figures
    }

    /// The time until a session is there and its first cell has run, in a sandbox that starts with it.
    private func measure(
        _ options: SessionOptions,
        _ rounds: Int,
        _ body: (Session) async throws -> Void
    ) async throws -> Double {
        var times = Times()
        for _ in 0..<rounds {
            let session = Session(options: options)
            try await times.add {
                try await body(session)
                _ = try await session.execute("x")
            }
            await session.close()
        }
        return times.median
    }
}
