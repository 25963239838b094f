import ClocheTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells and shows each as a literal; some cells are commands, see `Probe`.
///
/// Arguments: `--plain`, `--color`, `--vi`, `--suggest`, `--history FILE`.
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
        configuration.completer = { request in
            let word = request.before.reversed().prefix { $0.isLetter }.reversed()
            let names = ["print", "property", "range", "repr", "reversed", "round"]
            let candidates = names.filter { $0.starts(with: word) }.map { Completion($0, detail: "function") }
            return Completions(replaced: word.count, candidates: candidates)
        }
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
        let isPlain = CommandLine.arguments.contains("--plain")
        let editor = isPlain ? nil : LineEditor(configuration: configuration)
        let probe = Probe(source: editor ?? PlainLineReader(), history: configuration.history)
        SignalCenter.shared.handle(SIGINT) { probe.interrupt() }
        await probe.run()
    }
}
