extension ClocheError.Code {
    /// A frame or a message that cannot be encoded or decoded.
    public static let malformedMessage = Self("malformedMessage")
}

extension ClocheError {
    static func wire(_ message: String) -> ClocheError {
        ClocheError(code: .malformedMessage, message: message)
    }
}
