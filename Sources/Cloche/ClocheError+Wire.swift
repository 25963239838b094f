extension ClocheError {
    /// A frame or a message that cannot be encoded or decoded.
    static func wire(_ message: String) -> ClocheError { ClocheError(code: .failed, message: message) }
}
