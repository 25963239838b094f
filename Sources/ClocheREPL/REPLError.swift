package import Cloche

/// What goes wrong between the user's words and the session.
package struct REPLError: Error, Equatable {
    /// Who has to do something about it.
    package enum Code: Sendable, Equatable {
        /// The words were wrong: another spelling will work.
        case usage
        /// The session refused or failed.
        case session
    }

    /// Who has to do something about it.
    package let code: Code
    /// One sentence without a final period.
    package let message: String
    /// The code of the session's error.
    package var cause: ClocheError.Code?

    /// The words were wrong.
    package static func usage(_ message: String) -> REPLError {
        REPLError(code: .usage, message: message)
    }

    /// The session refused or failed.
    package static func session(_ error: ClocheError) -> REPLError {
        REPLError(code: .session, message: error.message, cause: error.code)
    }
}
