extension Session {
    /// Finds what the text before a cursor may become.
    ///
    /// No code of the user's is run for it. Where a cell runs or waits, or no answer comes within two seconds, the result
    /// is empty; a sandbox that is not ready yet is waited for.
    /// - Parameters:
    ///   - source: The cell as far as it is typed.
    ///   - cursor: How many Unicode scalars of it stand before the cursor.
    /// - Returns: The candidates, at most 500.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func complete(_ source: String, at cursor: Int) async throws(ClocheError) -> CompletionResult {
        let cursor = min(max(0, cursor), source.unicodeScalars.count)
        guard case .completions(_, var result) = try await answer(to: .completions(source, cursor: cursor)) else {
            return CompletionResult()
        }
        result.replaced = min(max(0, result.replaced), cursor)
        return result
    }

    /// Finds the signature of a callable.
    ///
    /// - Parameter callable: Its name, which may have dots.
    /// - Returns: The signature; nil where it is not known without running code, and where ``complete(_:at:)`` would be
    ///   empty.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func signature(of callable: String) async throws(ClocheError) -> CallSignature? {
        guard case .signature(_, let signature) = try await answer(to: .signature(callable)) else { return nil }
        return signature
    }

    /// Tells what a name stands for, without running code of the user's.
    ///
    /// - Parameters:
    ///   - name: The name, which may have dots.
    ///   - source: Whether its source is wanted.
    /// - Returns: What is known; nil where there is nothing of that name, and where ``complete(_:at:)`` would be empty.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func inspect(_ name: String, source: Bool = false) async throws(ClocheError) -> Inspection? {
        guard case .inspection(_, let inspection) = try await answer(to: .inspection(name, source: source)) else {
            return nil
        }
        return inspection
    }

    /// Asks the runner when it has nothing else to do; cells go first.
    private func answer(to question: Question) async throws(ClocheError) -> RunnerMessage? {
        guard stops.first == nil, question.fits else { return nil }
        try await takeTurn()
        defer { giveTurn() }
        guard stops.first == nil else { return nil }
        return try await readyRunner().answer(to: question)
    }
}
