extension ClocheError.Code {
    /// A session file that is malformed, damaged or not a session file at all.
    public static let invalidSessionFile = Self("invalidSessionFile")
    /// A session file whose memory belongs to another build.
    public static let incompatibleSessionFile = Self("incompatibleSessionFile")
    /// A session file that cannot be read from the disk.
    public static let unreadableSessionFile = Self("unreadableSessionFile")
    /// A session that cannot be saved.
    public static let notSaved = Self("notSaved")
}

extension ClocheError {
    static func invalidSessionFile(_ reason: String, _ name: String = "the session") -> ClocheError {
        ClocheError(code: .invalidSessionFile, message: "Cannot load \(name): \(reason)")
    }

    static func incompatibleSessionFile(_ reason: String, _ name: String = "the session") -> ClocheError {
        ClocheError(code: .incompatibleSessionFile, message: "Cannot load \(name): \(reason)")
    }

    static func unreadableSessionFile(_ path: String, _ reason: String) -> ClocheError {
        ClocheError(code: .unreadableSessionFile, message: "Cannot load '\(path)': \(reason)")
    }

    static func cannotSave(_ reason: String, to path: String? = nil) -> ClocheError {
        let target = path.map { "to '\($0)'" } ?? "the session"
        return ClocheError(code: .notSaved, message: "Cannot save \(target): \(reason)")
    }

    /// What stands after the action of an error about a session without a name.
    var state: String {
        message.hasPrefix(Self.nameless) ? String(message.dropFirst(Self.nameless.count)) : message
    }

    private static let nameless = "Cannot load the session: "

    /// The same error about a file of a name, where it is about a session without one.
    func naming(_ path: String) -> ClocheError {
        guard message.hasPrefix(Self.nameless) else { return self }
        return ClocheError(code: code, message: "Cannot load '\(path)': \(state)")
    }
}
