extension ClocheError.Code {
    /// A frame or a message that cannot be encoded or decoded.
    public static let malformedMessage = Self("malformedMessage")
}

extension ClocheError {
    static func wire(_ message: String) -> ClocheError {
        ClocheError(code: .malformedMessage, message: message)
    }

    /// Thrown by calls that need the runner, until they are connected to it.
    static let notAvailable = ClocheError(code: .malformedMessage, message: "Cannot do this: it is not built yet")
}
