extension Session {
    /// Tells what differs between the user's variables at two checkpoints.
    ///
    /// Both are booted beside the session, in sandboxes that are granted nothing, so that the session goes on as it is.
    /// - Parameters:
    ///   - from: The number of the first checkpoint.
    ///   - to: The number of the second one.
    /// - Returns: The variables that only one of them has, and those that differ.
    /// - Throws: ``ClocheError`` with the code `noCheckpoint` where one of them is not kept.
    public func difference(from: Int, to: Int) async throws(ClocheError) -> StateDifference {
        let images = try await images(of: [from, to])
        async let first = outcome(of: images[0])
        async let second = outcome(of: images[1])
        return StateDifference(from: from, to: to, before: try await first.get(), after: try await second.get())
    }

    private func images(of numbers: [Int]) async throws(ClocheError) -> [Checkpoint?] {
        try await takeTurn()
        defer { giveTurn() }
        try await cover()
        for number in numbers where timeline.nodes[number] == nil { throw timeline.missing(number) }
        return numbers.map { timeline.image(of: $0) }
    }

    private func outcome(of image: Checkpoint?) async -> Result<[Variable], ClocheError> {
        do throws(ClocheError) {
            return .success(try await variables(of: image))
        } catch {
            return .failure(error)
        }
    }

    /// The variables at a checkpoint, each with a digest.
    private func variables(of image: Checkpoint?) async throws(ClocheError) -> [Variable] {
        let boot = boot(PermissionSet(), limits)
        let connection = try await boot.boot(await boot.launch(), from: image).connection
        let variables: Result<[Variable], ClocheError>
        do throws(ClocheError) {
            variables = .success(try await connection.variables(digests: true))
        } catch {
            variables = .failure(error)
        }
        await connection.close()
        return try variables.get()
    }
}

extension StateDifference {
    fileprivate init(from: Int, to: Int, before: [Variable], after: [Variable]) {
        let old = Dictionary(before.map { ($0.name, $0) }) { $1 }
        let new = Dictionary(after.map { ($0.name, $0) }) { $1 }
        let names = Set(old.keys).union(new.keys).sorted()
        self.init(from: from, to: to)
        for name in names {
            switch (old[name], new[name]) {
            case (nil, let variable?): added.append(variable)
            case (let variable?, nil): removed.append(variable)
            case (let variable?, let other?) where variable != other:
                changed.append(Change(before: variable, after: other))
            default: break
            }
        }
    }
}
