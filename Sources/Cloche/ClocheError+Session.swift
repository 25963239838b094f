extension ClocheError.Code {
    /// The session is closed.
    public static let sessionClosed = Self("sessionClosed")
    /// The sandbox ended by itself, or was ended.
    public static let sandboxDied = Self("sandboxDied")
    /// The sandbox sent what no runner sends, and was ended.
    public static let sandboxTampered = Self("sandboxTampered")
    /// The sandbox could not be started.
    public static let sandboxNotStarted = Self("sandboxNotStarted")
    /// The sandbox could not do what it was asked for.
    public static let sandboxRefused = Self("sandboxRefused")
}

extension ClocheError {
    static let sessionClosed = ClocheError(code: .sessionClosed, message: "Cannot use the session: it is closed")

    static let sandboxDied = ClocheError(code: .sandboxDied, message: "Cannot reach the sandbox: it died")

    static func sandboxTampered(_ detail: String) -> ClocheError {
        ClocheError(code: .sandboxTampered, message: "The runner tampered with its channel: \(detail)")
    }

    static func sandboxNotStarted(_ reason: String) -> ClocheError {
        ClocheError(code: .sandboxNotStarted, message: "Cannot start the sandbox: \(reason)")
    }

    static func sandboxRefused(_ message: String) -> ClocheError {
        ClocheError(code: .sandboxRefused, message: message)
    }
}
