extension ClocheError.Code {
    /// A journal that cannot be written.
    public static let journalNotWritten = Self("journalNotWritten")
    /// A journal of which nothing, or not what was asked for, can be read.
    public static let unreadableJournal = Self("unreadableJournal")
    /// A stored session that another program, or this one, has open.
    public static let sessionInUse = Self("sessionInUse")
    /// A stored session that does not exist.
    public static let noSuchSession = Self("noSuchSession")
}

extension ClocheError {
    static func journalNotWritten(_ path: String, _ reason: String) -> ClocheError {
        ClocheError(code: .journalNotWritten, message: "Cannot write the journal '\(path)': \(reason)")
    }

    static func unreadableJournal(_ path: String, _ reason: String) -> ClocheError {
        ClocheError(code: .unreadableJournal, message: "Cannot read the journal '\(path)': \(reason)")
    }

    static func sessionInUse(_ id: String) -> ClocheError {
        ClocheError(code: .sessionInUse, message: "Cannot resume session '\(id)': it is in use")
    }

    static func noSuchSession(_ id: String) -> ClocheError {
        ClocheError(code: .noSuchSession, message: "Cannot resume session '\(id)': it does not exist")
    }
}
