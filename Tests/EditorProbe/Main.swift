import ClocheTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells and shows each as a literal; some cells are commands, see `Probe`.
///
/// Arguments: `--plain`, `--color`, `--vi`, `--suggest`, `--history FILE`, `--report FILE`.
/// SIGUSR1 lets a late completion go, SIGUSR2 crashes it.
@main
struct Main {
    static func main() async {
        var configuration = LineEditorConfiguration()
        configuration.preferences.isColored = CommandLine.arguments.contains("--color")
        configuration.preferences.hasSuggestions = CommandLine.arguments.contains("--suggest")
        if CommandLine.arguments.contains("--vi") { configuration.preferences.keymap = .vi }
        if let index = CommandLine.arguments.firstIndex(of: "--history") {
            configuration.history = History(path: CommandLine.arguments[index + 1])
        }
        let completer = ScriptedCompleter()
        configuration.completer = { await completer.complete($0) }
        configuration.signatures = { callable in
            guard callable == "power" else { return nil }
            let parameters = ["base", "exponent=2"].map { text in
                Signature.Parameter(
                    name: String(text.prefix { $0 != "=" }),
                    text: text,
                    kind: .positionalOrKeyword
                )
            }
            return Signature(name: callable, parameters: parameters, result: "-> int")
        }
        var report: Report?
        if let index = CommandLine.arguments.firstIndex(of: "--report") {
            let told = Report(path: CommandLine.arguments[index + 1])
            configuration.observer = { told.write($0, cursor: $1, typed: $2) }
            report = told
        }
        let isPlain = CommandLine.arguments.contains("--plain")
        let editor = isPlain ? nil : LineEditor(configuration: configuration)
        let probe = Probe(source: editor ?? PlainLineReader(), history: configuration.history, report: report)
        SignalCenter.shared.handle(SIGINT) { probe.interrupt() }
        SignalCenter.shared.handle(SIGUSR1) { completer.release() }
        SignalCenter.shared.handle(SIGUSR2) {
            // What is left of it is of use to nobody.
            _ = chdir("/")
            fatalError("crashed on demand")
        }
        await probe.run()
    }
}
