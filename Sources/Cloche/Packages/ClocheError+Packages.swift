extension ClocheError.Code {
    /// No such package, or none that runs here.
    public static let packageNotFound = Self("packageNotFound")
    /// Packages that do not go together, with each other or with those that are installed.
    public static let packageConflict = Self("packageConflict")
    /// A file that is no sound package: cut, altered, or made for something else.
    public static let packageInvalid = Self("packageInvalid")
    /// The packages could not be got or kept.
    public static let installFailed = Self("installFailed")
    /// The user ended the installation.
    public static let installCancelled = Self("installCancelled")
    /// A session needs packages that are not here and could not be got.
    public static let packagesMissing = Self("packagesMissing")
}

extension ClocheError {
    /// An installation that failed: the code, what it was about, and the reason.
    static func install(_ code: Code, _ what: String, _ reason: String) -> ClocheError {
        ClocheError(code: code, message: "Cannot install \(what): \(reason)")
    }
}

extension ClocheError {
    /// A cache of packages that cannot be used as was asked.
    static func packageCache(_ action: String, _ reason: String) -> ClocheError {
        ClocheError(code: .installFailed, message: "Cannot \(action) the package cache: \(reason)")
    }
}
