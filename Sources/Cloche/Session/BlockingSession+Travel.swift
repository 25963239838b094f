extension BlockingSession {
    /// The states that the session can go back to, sorted by number.
    public var checkpoints: [CheckpointInfo] {
        let session = session
        return wait { await session.checkpoints }
    }

    /// The number of the last cell whose effects are in the session's state.
    public var position: Int {
        let session = session
        return wait { await session.position }
    }

    /// Takes the checkpoint of the last cell, as ``Session/settle()`` does.
    public func settle() {
        let session = session
        wait { await session.settle() }
    }

    /// Goes back to before the last cells, as ``Session/undo(_:)`` does.
    public func undo(_ count: Int = 1) throws(ClocheError) -> Travel {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.undo(count) }
    }

    /// Goes forward again over cells that were undone, as ``Session/redo(_:)`` does.
    public func redo(_ count: Int = 1) throws(ClocheError) -> Travel {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.redo(count) }
    }

    /// Goes to the state after a cell, as ``Session/goTo(_:)`` does.
    public func goTo(_ number: Int) throws(ClocheError) -> Travel {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.goTo(number) }
    }

    /// Goes to the end of a branch, or names the line that the session is on, as ``Session/setBranch(_:)`` does.
    public func setBranch(_ name: String) throws(ClocheError) -> Travel? {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.setBranch(name) }
    }

    /// Tells what differs between two checkpoints, as ``Session/difference(from:to:)`` does.
    public func difference(from: Int, to: Int) throws(ClocheError) -> StateDifference {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in
            try await session.difference(from: from, to: to)
        }
    }

    /// Takes up a stored session, as ``Session/resume(_:)`` does.
    public func resume(_ id: String) throws(ClocheError) -> ResumedSession {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.resume(id) }
    }
}
