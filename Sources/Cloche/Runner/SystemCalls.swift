#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system's words for an `errno`.
func errorText(_ error: Int32) -> String {
    strerror(error).flatMap { String(validatingCString: $0) } ?? "error \(error)"
}

/// Repeats a call while a signal interrupts it.
func retryInterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
