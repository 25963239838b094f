import ClocheTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells and shows each as a literal; some cells are commands, see `Probe`.
///
/// Arguments: `--plain`, `--color`, `--history FILE`.
@main
struct Main {
    static func main() async {
        var configuration = LineEditorConfiguration()
        configuration.isColored = CommandLine.arguments.contains("--color")
        if let index = CommandLine.arguments.firstIndex(of: "--history") {
            configuration.history = History(path: CommandLine.arguments[index + 1])
        }
        configuration.completer = { request in
            let word = request.before.reversed().prefix { $0.isLetter }.reversed()
            let names = ["print", "property", "range", "repr", "reversed", "round"]
            let candidates = names.filter { $0.starts(with: word) }.map { Completion($0) }
            return Completions(replaced: word.count, candidates: candidates)
        }
        let isPlain = CommandLine.arguments.contains("--plain")
        let editor = isPlain ? nil : LineEditor(configuration: configuration)
        let probe = Probe(source: editor ?? PlainLineReader(), history: configuration.history)
        SignalCenter.shared.handle(SIGINT) { probe.interrupt() }
        await probe.run()
    }
}
