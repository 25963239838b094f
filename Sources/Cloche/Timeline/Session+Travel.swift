extension Session {
    /// The states that the session can go back to, sorted by number.
    public var checkpoints: [CheckpointInfo] { timeline.infos }

    /// The checkpoint that the session is at: the number of the last cell whose effects are in its state.
    public var position: Int { ledger.uncovered.last ?? timeline.position }

    /// The branch that new cells go on: the one whose end the session is at, where it has a name.
    public var branch: String? { timeline.branch }

    /// Goes back to before the last cells.
    ///
    /// The interpreter's memory and the sandbox's own files are as they were; what went out (files in mounts, network,
    /// commands) is not undone, and named in the result. The undone cells can be had back by ``redo(_:)``.
    /// - Parameter count: How many cells.
    /// - Returns: Where the session is now, and what that means.
    /// - Throws: ``ClocheError`` with the code `noCheckpoint` where there are not as many cells; then nothing has changed.
    public func undo(_ count: Int = 1) async throws(ClocheError) -> Travel {
        try await travel("undo") { timeline throws(ClocheError) in
            guard count > 0 else { throw .cannotTravel("undo \(count) cells", "the number has to be 1 or more") }
            guard let target = timeline.target(undoing: count) else {
                throw .cannotTravel("undo \(count.cells)", Self.available(timeline.undoable, "undone"))
            }
            return target
        }
    }

    /// Goes forward again over cells that were undone, along the way that was visited last.
    ///
    /// - Parameter count: How many cells.
    /// - Returns: Where the session is now, and what that means.
    /// - Throws: ``ClocheError`` with the code `noCheckpoint` where there are not as many cells; then nothing has changed.
    public func redo(_ count: Int = 1) async throws(ClocheError) -> Travel {
        try await travel("redo") { timeline throws(ClocheError) in
            guard count > 0 else { throw .cannotTravel("redo \(count) cells", "the number has to be 1 or more") }
            guard let target = timeline.target(redoing: count) else {
                throw .cannotTravel("redo \(count.cells)", Self.available(timeline.redoable, "redone"))
            }
            return target
        }
    }

    /// Goes to the state after a cell, on whatever branch it is; 0 is the fresh interpreter.
    ///
    /// - Throws: ``ClocheError`` with the code `noCheckpoint` where that state is not kept; then nothing has changed.
    public func goTo(_ number: Int) async throws(ClocheError) -> Travel {
        try await travel("goto") { timeline throws(ClocheError) in
            guard timeline.nodes[number] != nil else { throw timeline.missing(number) }
            return number
        }
    }

    /// Goes to the end of the branch that has a name, or gives the line that the session is on that name.
    ///
    /// - Parameter name: 1 to 64 letters, digits, hyphens, dots and underscores, the first of them a letter.
    /// - Returns: Where the session is now; nil where the name is new.
    /// - Throws: ``ClocheError`` with the code `noCheckpoint` where it is no name.
    public func setBranch(_ name: String) async throws(ClocheError) -> Travel? {
        guard name.isBranchName else {
            let rule = "a name is a letter, then letters, digits, hyphens, dots and underscores, 64 at most"
            throw .cannotTravel("make branch '\(name)'", rule)
        }
        if let end = timeline.branches[name] { return try await goTo(end) }
        try await takeTurn()
        defer { giveTurn() }
        try await cover()
        timeline.name(name)
        keeper?.tell(.branch(name: name, number: timeline.position, isCurrent: true))
        await keeper?.written()
        return nil
    }

    private func travel(
        _ cause: String,
        _ choose: (Timeline) throws(ClocheError) -> Int
    ) async throws(ClocheError) -> Travel {
        try await takeTurn()
        defer { giveTurn() }
        idleCheckpoint?.cancel()
        try await cover()
        let target = try choose(timeline)
        var travel = timeline.travel(to: target)
        guard target != timeline.position else { return travel }
        if let report = try await rewind(to: target) {
            travel.lost = report.lost
        } else {
            travel.isInPlace = false
            try await replaceRunner(by: timeline.image(of: target))
        }
        arrive(travel, cause)
        await keeper?.written()
        return travel
    }

    /// Takes the checkpoint of the cells that have none, so that one can come back to them.
    func cover() async throws(ClocheError) {
        guard !ledger.uncovered.isEmpty else { return }
        do throws(ClocheError) {
            try await takeCheckpoint()
        } catch {
            guard error.isEndOfSandbox else { throw error }
            sandboxEnded(
                ledger.goBack(after: "the sandbox died", during: nil, to: timeline.position),
                error
            )
        }
    }

    /// Rewinds the living interpreter; nil where that is not possible, and another has to be booted.
    private func rewind(to number: Int) async throws(ClocheError) -> RewoundReport? {
        guard let node = timeline.nodes[number], node.runner == runnerNumber, let target = node.checkpoint,
            !ledger.isUntold, let here = timeline.checkpoint, case .ready(let connection) = runner
        else { return nil }
        let way = here.way(to: target)
        guard way.reduce(0, { $0 + $1.content.count }) <= Self.longestWay else { return nil }
        do throws(ClocheError) {
            return try await connection.rewind(to: target.references, parts: way)
        } catch {
            guard error.code == .sandboxRefused || error.isEndOfSandbox else { throw error }
            return nil
        }
    }

    /// Beyond so many bytes a new interpreter is as fast.
    private static let longestWay = 32 << 20

    private func arrive(_ travel: Travel, _ cause: String) {
        timeline.move(to: travel.to, runner: travel.isInPlace ? runnerNumber : nil)
        let undone = Set(travel.undone)
        let redone = Set(travel.redone)
        for index in metadata.cells.indices {
            let number = metadata.cells[index].number
            if undone.contains(number) { metadata.cells[index].isUndone = true }
            if redone.contains(number) { metadata.cells[index].isUndone = false }
        }
        metadata.variables = timeline.nodes[travel.to]?.info.variables ?? []
        pendingTasks = 0
        keeper?.tell(.move(to: travel.to, cause: cause))
        audit(.travel(travel, cause: cause))
        if !travel.isInPlace { scheduleCheckpoint() }
    }

    private static func available(_ count: Int, _ done: String) -> String {
        count == 0 ? "there is nothing that can be \(done)" : "only \(count.cells) can be \(done)"
    }
}

extension Timeline {
    /// Why one cannot go to a number.
    func missing(_ number: Int) -> ClocheError {
        let numbers = nodes.keys.sorted()
        let action = "go to cell \(number)"
        guard let below = numbers.last(where: { $0 < number }) else {
            return .cannotTravel(action, "the oldest checkpoint that is kept is that of cell \(numbers.first ?? 0)")
        }
        guard let above = numbers.first(where: { $0 > number }) else {
            return .cannotTravel(action, "the latest checkpoint is that of cell \(below)")
        }
        return .cannotTravel(action, "it has no checkpoint of its own; cells \(below) and \(above) have")
    }
}

extension Int {
    /// So many cells, in words.
    fileprivate var cells: String { self == 1 ? "1 cell" : "\(self) cells" }
}

extension String {
    /// True for what may be a branch's name.
    fileprivate var isBranchName: Bool {
        guard let first = unicodeScalars.first, first.isASCIILetter, utf8.count <= 64 else { return false }
        return unicodeScalars.allSatisfy { scalar in
            scalar.isASCIILetter || ("0"..."9").contains(scalar) || "-._".unicodeScalars.contains(scalar)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

extension ClocheError.Code {
    /// A state that the session cannot go to, because it is not kept or never was.
    public static let noCheckpoint = Self("noCheckpoint")
}

extension ClocheError {
    fileprivate static func cannotTravel(_ action: String, _ reason: String) -> ClocheError {
        ClocheError(code: .noCheckpoint, message: "Cannot \(action): \(reason)")
    }
}
