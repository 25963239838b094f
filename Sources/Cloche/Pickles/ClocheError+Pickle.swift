extension ClocheError.Code {
    /// A pickle of a session that is malformed, damaged, or something else.
    public static let invalidSessionPickle = Self("invalidSessionPickle")
    /// The package dill, which pickles need, cannot be had.
    public static let dillNotFound = Self("dillNotFound")
}

extension ClocheError {
    static func invalidSessionPickle(_ reason: String) -> ClocheError {
        ClocheError(code: .invalidSessionPickle, message: "Cannot load the session: \(reason)")
    }

    /// A pickle that is too large; nil where its size is not known.
    static func tooLargePickle(_ size: Int?, maximum: Int = SessionPickle.maximumBytes) -> ClocheError {
        let size = size.map { "\($0) bytes" } ?? "more than that"
        return .invalidSessionPickle("its session_bytes are \(size), maximum is \(maximum) bytes")
    }

    static func dillNotFound(_ reason: String) -> ClocheError {
        ClocheError(
            code: .dillNotFound,
            message: "Cannot get dill \(DillWheel.version), which pickles of sessions need: \(reason)"
        )
    }
}
