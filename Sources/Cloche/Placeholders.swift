extension ClocheError {
    /// Thrown by calls that need the runner, until they are connected to it.
    static let notAvailable = ClocheError(code: .failed, message: "Cannot do this: it is not built yet")
}
