extension RunnerConnection {
    /// The most names that one message asks for.
    private static let maximumNames = 1000

    /// Says which packages there are from now on; their packs lie in the site folder that the boot named.
    ///
    /// - Parameter packages: All of them, in the order in which a path is looked for in them.
    /// - Throws: ``ClocheError`` with the code `sandboxRefused` where one is not what its index says, or its pack is not
    ///   there; the packages are as they were then.
    func setPackages(_ packages: [PackagePart]) async throws(ClocheError) {
        let request = nextRequest()
        let expect = { RunnerExpectation.packages(request: request, $0) }
        return try await reply(within: timing.checkpoint, expect) { connection async throws(ClocheError) in
            try await connection.send(.packages(request: request, parts: packages.count))
            for package in packages { try await connection.send(package.part) }
        }
    }

    /// Of these top-level names, those that no import would find; nothing is imported to find out.
    func missingModules(_ names: [String]) async throws(ClocheError) -> [String] {
        let asked = names.filter { !$0.isEmpty && !$0.contains(where: \.isNewline) }
        var missing: [String] = []
        for start in stride(from: 0, to: asked.count, by: Self.maximumNames) {
            missing += try await reportedMissing(of: Array(asked[start..<min(start + Self.maximumNames, asked.count)]))
        }
        return missing
    }

    private func reportedMissing(of names: [String]) async throws(ClocheError) -> [String] {
        let request = nextRequest()
        let expect = { RunnerExpectation.modules(request: request, names: names, $0) }
        return try await reply(within: timing.request, expect) { connection async throws(ClocheError) in
            try await connection.send(.modules(request: request, names: names))
        }
    }
}
