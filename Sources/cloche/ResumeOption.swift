/// Which session `--resume` takes up.
enum ResumeOption: Sendable, Equatable {
    /// One that did not end well.
    case newest
    /// The one of an identifier.
    case named(String)

    /// Stands for no identifier; nobody can type it, because no argument holds a NUL.
    static let any = "\0"

    /// Reads the option's value.
    @Sendable static func parse(_ text: String) throws(UsageError) -> ResumeOption {
        text == any ? .newest : .named(text)
    }

    /// The identifier.
    var id: String? {
        switch self {
        case .newest: nil
        case .named(let id): id
        }
    }
}
