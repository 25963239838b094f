/// The Python exception that ended a cell.
public struct PythonError: Sendable, Equatable, Codable {
    /// The name of the exception's class, such as `ZeroDivisionError`.
    public var name: String

    /// The exception's text, such as `division by zero`.
    public var message: String

    /// The traceback as Python prints it, which shows only the user's own lines.
    public var traceback: String

    /// Makes an error of its parts.
    public init(name: String, message: String, traceback: String) {
        self.name = name
        self.message = message
        self.traceback = traceback
    }
}
