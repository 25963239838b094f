import Cloche
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Measures the checkpoints of one session with a journal, whose state is made by a cell.
struct CheckpointBenchmark {
    /// Where the session is stored, and saved to.
    let place: BenchmarkPlace

    private let session: Session
    private var figures: [String: Double] = [:]

    /// Makes a benchmark that keeps its files in a folder.
    init(in folder: String) {
        place = BenchmarkPlace(folder: folder)
        session = Session(options: SessionOptions(workingDirectory: "/tmp", journal: place.journal))
    }

    /// Measures everything, and leaves the session as it is.
    mutating func measure(_ source: String) async throws -> [String: Double] {
        try await run("x = 0")
        try await cover()
        try await measureState(source)
        let rounds = figures["heap", default: 0] < 300e6 ? 31 : 11
        try await measureTrivialCells(rounds)
        try await measureTravel(rounds)
        try await measureTravelOverState()
        try await measureTravelByBoot()
        try await measureSave()
        return figures
    }

    /// The cell that makes the state, the checkpoint of it, and the cell that waits for that.
    private mutating func measureState(_ source: String) async throws {
        let result = try await run(source)
        figures["heap"] = Double(result.memory)
        figures["state_cell"] = result.duration / .milliseconds(1)
        let before = try place.journalBytes()
        let wasTold = Mutex(false)
        await session.settle()
        let start = ContinuousClock.now
        let next = try await session.execute(
            "x",
            output: { output in
                if case .notice = output { wasTold.withLock { $0 = true } }
            }
        )
        figures["state_wait"] = (.now - start - next.duration) / .milliseconds(1)
        figures["state_told"] = wasTold.withLock { $0 } ? 1 : 0
        try await cover()
        figures["state_bytes"] = Double(try place.journalBytes() - before)
    }

    private mutating func measureTrivialCells(_ rounds: Int) async throws {
        var cells = Times()
        var checkpoints = Times()
        var bytes: [Int] = []
        var processor: [Double] = []
        let before = try place.journalBytes()
        for round in 0..<rounds {
            _ = try await cells.add { try await session.execute("x = \(round)") }
            let start = ProcessorTime.ofSandbox
            try await checkpoints.add(cover)
            if let start, let end = ProcessorTime.ofSandbox { processor.append(end - start) }
            bytes.append(await session.checkpoints.last?.bytes ?? 0)
        }
        figures["cell"] = cells.median
        figures["cell_longest"] = cells.maximum
        figures["checkpoint"] = checkpoints.median
        if !processor.isEmpty { figures["checkpoint_processor"] = processor.sorted()[processor.count / 2] }
        figures["checkpoint_longest"] = checkpoints.maximum
        figures["checkpoint_bytes"] = Double(bytes.sorted()[rounds / 2])
        figures["checkpoint_most_bytes"] = Double(bytes.max() ?? 0)
        figures["journal_bytes_a_cell"] = Double(try place.journalBytes() - before) / Double(rounds)
    }

    /// Undo and redo of a trivial cell in the living interpreter; fewer than `rounds` are in place where that is refused.
    private mutating func measureTravel(_ rounds: Int) async throws {
        var undo = Times()
        var redo = Times()
        var inPlace = 0
        let start = ProcessorTime.ofSandbox
        for _ in 0..<rounds {
            for travel in [
                try await undo.add { try await session.undo() },
                try await redo.add { try await session.redo() },
            ] where travel.isInPlace { inPlace += 1 }
        }
        if let start, let end = ProcessorTime.ofSandbox, inPlace == 2 * rounds {
            figures["undo_processor"] = (end - start) / Double(2 * rounds)
        }
        figures["undo"] = undo.median
        figures["undo_longest"] = undo.maximum
        figures["redo"] = redo.median
        figures["travels_in_place"] = Double(inPlace) / Double(2 * rounds)
    }

    /// To before the cell that made the state, and back.
    private mutating func measureTravelOverState() async throws {
        let end = await session.position
        var away = Times()
        var back = Times()
        let there = try await away.add { try await session.goTo(1) }
        let home = try await back.add { try await session.goTo(end) }
        figures["undo_state"] = away.median
        figures["redo_state"] = back.median
        figures["state_travels_in_place"] = Double([there, home].count(where: \.isInPlace)) / 2
    }

    /// Undo and redo by another sandbox, as after a change of permissions.
    private mutating func measureTravelByBoot() async throws {
        try await run("x = 'before'")
        try await cover()
        var permissions = await session.permissions
        try permissions.allow(.net, ["127.0.0.1:8000"])
        try await session.setPermissions(permissions)
        figures["undo_by_boot"] = try await travelByBoot { try await session.undo() }
        figures["redo_by_boot"] = try await travelByBoot { try await session.redo() }
    }

    private func travelByBoot(_ travel: () async throws -> Travel) async throws -> Double {
        var times = Times()
        let done = try await times.add(travel)
        guard !done.isInPlace else { throw CocoaError(.featureUnsupported) }
        return times.median
    }

    private mutating func measureSave() async throws {
        try await cover()
        var times = Times()
        for _ in 0..<3 {
            _ = try await times.add { try await session.save(to: place.sessionFile) }
        }
        figures["save"] = times.median
        figures["save_longest"] = times.maximum
        figures["file"] = Double(try place.bytes(of: place.sessionFile))
    }

    /// Runs a cell that has to end well.
    @discardableResult
    private func run(_ source: String) async throws -> ExecutionResult {
        let result = try await session.execute(source)
        guard result.status == .ok else { throw CocoaError(.executableLoad) }
        return result
    }

    /// Returns when the last cell has a checkpoint, however long that takes.
    private func cover() async throws {
        let last = await session.position
        repeat { await session.settle() } while await session.checkpoints.last?.number ?? 0 < last
    }
}
