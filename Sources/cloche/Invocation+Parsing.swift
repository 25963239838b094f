internal import ArgumentParser
internal import ClocheREPL

extension Invocation {
    /// Reads the arguments that follow the program's name.
    ///
    /// - Parameters:
    ///   - arguments: The words as the shell gave them.
    ///   - columns: The width of the help.
    /// - Returns: What they ask for; their text for `--help` and its like.
    /// - Throws: `UsageError` where they make no sense.
    static func parse(_ arguments: [String], columns: Int = 80) throws(UsageError) -> Invocation {
        let words = try ArgumentNormalizer.normalize(arguments)
        do {
            var command = try RunCommand.parseAsRoot(words)
            if let command = command as? any InvocationCommand { return command.invocation }
            // The library's own help command: it throws its text.
            try command.run()
            return Invocation()
        } catch {
            guard RunCommand.exitCode(for: error).isSuccess else {
                throw unknownOption(in: words) ?? UsageError(respell(RunCommand.message(for: error)))
            }
            var invocation = Invocation()
            // Narrower than this the library's second column has no room.
            let width = min(max(columns, 50), 110)
            invocation.work = .text(respell(RunCommand.fullMessage(for: error, columns: width)))
            return invocation
        }
    }

    /// Shows options whose value may be left out as they have to be written: behind `--allow-read`, a space ends the flag.
    private static func respell(_ text: String) -> String {
        text.replacing("--" + DoctorCommand.checkPackages, with: "--packages")
            .replacing(/(--(?:(?:allow|deny)-[a-z]+|resume)) <([a-z]+)>/) { "\($0.1)[=\($0.2)]" }
    }

    /// Says which option is none and, unlike the library, always what comes nearest to it.
    private static func unknownOption(in words: [String]) -> UsageError? {
        let own = words.prefix { $0 != "--" }
        var help = RunCommand.helpMessage()
        if own.contains("audit") { help += RunCommand.helpMessage(for: AuditCommand.self) }
        if own.contains("cache") { help += RunCommand.helpMessage(for: CacheCommand.self) }
        if own.contains("info") { help += RunCommand.helpMessage(for: InfoCommand.self) }
        let names = help.split { !$0.isLetter && $0 != "-" }.map(String.init)
        let options = own.filter { $0.hasPrefix("-") }.map { String($0.prefix { $0 != "=" }) }
        guard let unknown = options.first(where: { !names.contains($0) }) else { return nil }
        let message = "there is no option '\(unknown)'"
        let longNames = names.filter { $0.hasPrefix("--") }
        guard unknown.hasPrefix("--"), let guess = Suggestion.closest(to: unknown, in: longNames) else {
            return UsageError(message)
        }
        return UsageError("\(message); did you mean '\(guess)'?")
    }
}
