extension Session {
    /// The name under which the session is stored as it runs; nil before its first cell, and where it keeps no journal.
    public var storedID: String? { keeper?.id }

    /// Changes how much of the session's past is kept, from now on; without a journal nothing changes.
    ///
    /// - Parameters:
    ///   - checkpoints: How many checkpoints.
    ///   - bytes: How much all stored sessions may take up together.
    public func keep(checkpoints: Int, bytes: Int) {
        guard options.journal != nil else { return }
        options.journal?.maximumCheckpoints = checkpoints
        options.journal?.maximumBytes = bytes
        thinTimeline()
    }
}
