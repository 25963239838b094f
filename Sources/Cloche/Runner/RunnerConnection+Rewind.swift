extension RunnerConnection {
    /// Takes the runner back, or forward, to a checkpoint that it took, without ending it.
    ///
    /// What changed since its last checkpoint is undone. The runner's next checkpoint adds to this one.
    ///
    /// - Parameters:
    ///   - references: The checkpoint's references.
    ///   - parts: The heap parts between the last checkpoint and this one, in any order, and the contents of files
    ///     that it has and the last one has not.
    /// - Returns: What the runner says about itself there.
    /// - Throws: ``ClocheError`` with the code `sandboxRefused` where the runner cannot do that; it is as it was then.
    func rewind(to references: CheckpointPart, parts: [CheckpointPart]) async throws(ClocheError) -> RewoundReport {
        let request = nextRequest()
        let expect = { RunnerExpectation.rewound(request: request, $0) }
        return try await reply(within: timing.checkpoint, expect) { connection async throws(ClocheError) in
            try await connection.send(.rewind(request: request, parts: parts.count + 1))
            for part in [references] + parts { try await connection.send(part) }
        }
    }
}
