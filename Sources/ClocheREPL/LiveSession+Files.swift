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
    /// - Parameters:
    ///   - path: Where the file shall be.
    ///   - withPackages: Whether a session file carries the wheels of the session's packages; a pickle never does.
    /// - Returns: What is said about it.
    /// - Throws: `ClocheError` where the file cannot be written; then an older one is as it was.
    package func store(_ path: String, withPackages: Bool = false) async throws(ClocheError) -> [String] {
        if SessionPickle.isPickle(name: path) {
            return PickleText.lines(saved: path, try await savePickle(to: path))
        }
        return SaveText.lines(try await save(to: path, withPackages: withPackages))
    }
}
