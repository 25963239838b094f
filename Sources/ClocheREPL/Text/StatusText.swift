package import Cloche

/// How a cell ended, in a word or two.
package enum StatusText {
    /// The words of a status.
    package static func word(_ status: ExecutionStatus) -> String {
        switch status {
        case .ok: "ok"
        case .error: "error"
        case .interrupted: "interrupted"
        case .timedOut: "too long"
        case .died: "died"
        }
    }
}
