package import Cloche

extension LiveSession {
    /// Takes up the session of a file: a session file, or a pickle where the file begins as one.
    ///
    /// - Returns: What is said about it.
    package func load(_ path: String) async throws(ClocheError) -> [String] {
        if SessionPickle.isPickle(at: path) {
            return PickleText.lines(loaded: path, try await restorePickle(from: path))
        }
        let recorded = try await restore(from: path)
        return SaveText.lines(loaded: path, recorded, granted: await permissions)
    }

    /// Saves the session to a file: as a pickle where its name ends in `.pkl`, else as a session file.
    ///
    /// - Returns: What is said about it.
    package func store(_ path: String) async throws(ClocheError) -> [String] {
        if SessionPickle.isPickle(name: path) {
            return PickleText.lines(saved: path, try await savePickle(to: path))
        }
        return SaveText.lines(try await save(to: path, withPackages: false))
    }
}
