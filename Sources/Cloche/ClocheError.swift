/// The one error of this library: what was tried, and the state that was in the way.
///
/// Callers switch on ``code``; ``message`` is one sentence for people, without a final period.
public struct ClocheError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of an error.
    ///
    /// Parts of the library add their own codes beside the factories that use them.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code, as logs and JSON show it.
        public let description: String

        package init(_ name: String) {
            description = name
        }
    }

    /// What callers switch on.
    public let code: Code

    /// The action, then the state, for example `Cannot allow read '/nowhere': it does not exist`.
    public let message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension ClocheError.Code {
    /// Everything that no caller needs to tell apart.
    public static let failed = Self("failed")
    /// A permission item that is malformed, missing, or that contradicts another one.
    public static let invalidPermission = Self("invalidPermission")
    /// A limit out of its range.
    public static let invalidLimit = Self("invalidLimit")
    /// Deno, Pyodide or the runner is not where it should be.
    public static let runtimeNotFound = Self("runtimeNotFound")
    /// The runner's process could not be started.
    public static let spawnFailed = Self("spawnFailed")
    /// The runner's process is gone, or its channel is closed.
    public static let transportClosed = Self("transportClosed")
}

extension ClocheError {
    package static func invalidPermission(
        _ action: String,
        _ kind: PermissionKind,
        _ item: String?,
        _ reason: String
    ) -> ClocheError {
        let target = item.map { " '\($0)'" } ?? ""
        return ClocheError(code: .invalidPermission, message: "Cannot \(action) \(kind.rawValue)\(target): \(reason)")
    }

    static func invalidLimit(_ name: String, _ reason: String) -> ClocheError {
        ClocheError(code: .invalidLimit, message: "Cannot set the \(name) limit: \(reason)")
    }

    static func runtimeNotFound(_ path: String) -> ClocheError {
        ClocheError(
            code: .runtimeNotFound,
            message:
                "Cannot find the runtime: '\(path)' does not exist; to install it, run runner/start in cloche's repository,"
                + " or set CLOCHE_DENO and CLOCHE_PYODIDE"
        )
    }

    static func spawnFailed(_ program: String, _ step: String, _ reason: String) -> ClocheError {
        ClocheError(code: .spawnFailed, message: "Cannot start '\(program)': \(step) failed: \(reason)")
    }

    static func transportClosed(_ action: String, _ reason: String) -> ClocheError {
        ClocheError(code: .transportClosed, message: "Cannot \(action): \(reason)")
    }
}
