/// An option of the command line: one row of ``CommandLineOptions``.
struct CommandLineOption: Sendable {
    /// Whether an option takes a value.
    enum Form: Sendable, Equatable {
        /// `--json`
        case flag
        /// `--timeout 5` or `--timeout=5`; the text names the value in the help.
        case value(String)
        /// `--allow-read` or `--allow-read=PATHS`, as Deno has it: what follows after a space is never its value.
        case optionalList(String)
    }

    /// The name with its dashes.
    let name: String
    /// A short name with its dash, where there is one.
    let shortName: String?
    /// Whether it takes a value.
    let form: Form
    /// One line for the help.
    let summary: String
    /// Puts it into an invocation; the value is empty for a flag and for a whole kind.
    let apply: @Sendable (inout Invocation, String) throws(UsageError) -> Void

    init(
        _ name: String,
        short shortName: String? = nil,
        _ form: Form,
        _ summary: String,
        apply: @escaping @Sendable (inout Invocation, String) throws(UsageError) -> Void
    ) {
        self.name = name
        self.shortName = shortName
        self.form = form
        self.summary = summary
        self.apply = apply
    }

    /// The option as the help shows it, such as `--timeout SECONDS`.
    var usage: String {
        let names = (shortName.map { $0 + ", " } ?? "") + name
        switch form {
        case .flag: return names
        case .value(let value): return "\(names) \(value)"
        case .optionalList(let items): return "\(names)[=\(items)]"
        }
    }
}
