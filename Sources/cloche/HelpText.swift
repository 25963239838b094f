internal import Cloche
internal import ClocheREPL

/// What `cloche --help` prints.
enum HelpText {
    /// Returns the text for a terminal of a width, without a final line end.
    static func make(columns: Int) -> String {
        let width = min(columns, 110)
        let grants = CommandLineOptions.permissions.filter { $0.name.hasPrefix("--allow") }
        return
            ([
                "A Python REPL whose cells run in a sandbox.",
                "",
                "Usage: cloche [OPTIONS] [FILE | -c CODE | -] [ARGUMENTS]",
                "       cloche doctor",
                "",
                "Without FILE or -c: the REPL at a terminal, else one cell from stdin.",
                "",
                "What to run:",
            ]
            + TwoColumns.lay(works, width: width)
            + ["", "Permissions (nothing is granted without them):"]
            + TwoColumns.lay(grants.map { ($0.usage, $0.summary) } + [denials], width: width)
            + ["", "Other options:"]
            + TwoColumns.lay(CommandLineOptions.general.map { ($0.usage, $0.summary) }, width: width)
            + ["", "Exit status:"]
            + TwoColumns.lay(statuses, width: width))
            .joined(separator: "\n")
    }

    private static let works: [(term: String, meaning: String)] = [
        ("FILE", "runs a file as one cell"),
        ("-c CODE", "runs code as one cell and prints the value of its last expression"),
        ("-", "runs stdin as one cell"),
        ("ARGUMENTS", "are Python's sys.argv"),
        ("doctor", "shows what is installed and which walls hold on this machine"),
    ]

    private static let denials = (
        term: "--deny-KIND[=ITEMS]", meaning: "excepts items from what is granted; a denial wins over a grant"
    )

    private static let statuses: [(term: String, meaning: String)] = [
        ("0", "the cell ran to its end"),
        ("1", "it raised an exception"),
        ("N", "it called sys.exit(N)"),
        ("2", "the command line is wrong"),
        ("124", "it ran longer than --timeout"),
        ("125", "cloche or its sandbox failed"),
        ("130", "it was interrupted"),
    ]
}
