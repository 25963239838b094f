internal import ClocheREPL

/// Reads a command line: options first, then what is to be run, then what belongs to `sys.argv`.
///
/// Written by hand for three things that a general parser does not have: `--allow-net` with an optional value that must
/// not swallow the file after it, arguments behind the file that are nobody's but Python's, and a start-up time that is a
/// few microseconds.
struct CommandLineParser {
    private var rest: ArraySlice<String>
    private var invocation = Invocation()

    private init(_ arguments: [String]) {
        rest = arguments[...]
    }

    /// Reads the arguments that follow the program's name.
    static func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
        var parser = CommandLineParser(arguments)
        try parser.parse()
        return parser.invocation
    }

    private mutating func parse() throws(UsageError) {
        while let argument = rest.popFirst() {
            if argument == "--" {
                takeWork(rest.popFirst())
            } else if argument == "-" || !argument.hasPrefix("-") {
                takeWork(argument)
            } else if argument.hasPrefix("-c") {
                try takeCode(argument)
            } else {
                try takeOption(argument)
            }
            if invocation.work == .help || invocation.work == .version { return }
        }
        try check()
    }

    /// The first word that is no option says what to run, or after `-c` begins the arguments; all others are Python's.
    private mutating func takeWork(_ word: String?) {
        defer { rest = [] }
        guard let word else { return }
        if case .code = invocation.work {
            invocation.arguments = [word] + rest
            return
        }
        switch word {
        case "-": invocation.work = .standardInput
        case "doctor": invocation.work = .doctor
        default: invocation.work = .file(word)
        }
        invocation.arguments = Array(rest)
    }

    private mutating func takeCode(_ argument: String) throws(UsageError) {
        if case .code = invocation.work { throw UsageError("'-c' is given twice") }
        let attached = argument.dropFirst(2)
        guard let code = attached.isEmpty ? rest.popFirst() : String(attached) else {
            throw UsageError("'-c' lacks its value CODE")
        }
        invocation.work = .code(code)
    }

    private mutating func takeOption(_ argument: String) throws(UsageError) {
        let name = String(argument.prefix { $0 != "=" })
        let value = name.count < argument.count ? String(argument.dropFirst(name.count + 1)) : nil
        guard let option = CommandLineOptions.rows.first(where: { $0.name == name || $0.shortName == name }) else {
            throw unknown(name)
        }
        switch option.form {
        case .flag:
            guard value == nil else { throw UsageError("'\(name)' takes no value") }
            try option.apply(&invocation, "")
        case .optionalList(let items):
            // A script's `--allow-read=$UNSET` must not grant everything.
            if value == "" { throw UsageError("'\(name)=' names no \(items); leave out '=' for all") }
            try option.apply(&invocation, value ?? "")
        case .value(let description):
            guard let value = value ?? rest.popFirst(), !value.isEmpty else {
                throw UsageError("'\(name)' lacks its value \(description)")
            }
            try option.apply(&invocation, value)
        }
    }

    private func unknown(_ name: String) -> UsageError {
        let names = CommandLineOptions.rows.map(\.name)
        guard name.hasPrefix("--"), let guess = Suggestion.closest(to: name, in: names) else {
            return UsageError("there is no option '\(name)'")
        }
        return UsageError("there is no option '\(name)'; did you mean '\(guess)'?")
    }

    private func check() throws(UsageError) {
        if invocation.work == .doctor, let extra = invocation.arguments.first {
            throw UsageError("'doctor' does not take '\(extra)'")
        }
    }
}
