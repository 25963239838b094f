import ClocheTerminal
import Synchronization

/// The loop of the probe: `run` waits for Ctrl-C as a running cell does, `ask` and `hide` read an answer, `later` prints
/// above the next prompt, `keys` lists the keys, `vi` and `emacs` choose them, `part` leaves the cursor in
/// the middle of a line, `style` leaves a style's end in it, `close` closes the source while it reads.
final class Probe: Sendable {
    private let source: any LineSource
    private let history: History
    private let report: Report?
    private let isRunning = Mutex(false)

    init(source: any LineSource, history: History, report: Report? = nil) {
        self.source = source
        self.history = history
        self.report = report
    }

    /// What SIGINT does.
    func interrupt() {
        let wasRunning = isRunning.withLock { isRunning in
            defer { isRunning = false }
            return isRunning
        }
        if !wasRunning { source.cancel() }
    }

    func run() async {
        var number = 1
        while true {
            let prompt = Prompt(first: "\u{1B}[32mIn [\(number)]: \u{1B}[0m", continuation: "   ...: ")
            report?.begin(number)
            switch await source.readCell(prompt: prompt) {
            case .cell(let cell):
                if let failure = history.begin(cell).failure { source.printAbove(failure + "\n") }
                await execute(cell)
                number += 1
            case .interrupted: source.printAbove("interrupted\n")
            case .endOfFile:
                source.printAbove("bye\n")
                return await source.close()
            }
        }
    }

    private func execute(_ cell: String) async {
        switch cell {
        case "run": await waitForInterrupt()
        case "ask": source.printAbove("answer \(await source.readLine(prompt: "name? ", hidden: false))\n")
        case "hide": source.printAbove("answer \(await source.readLine(prompt: "password: ", hidden: true))\n")
        case "keys":
            for key in await source.keys() {
                let mode = key.isViCommand ? "vi " : ""
                source.printAbove("\(mode)\(key.keys.joined(separator: ", ")): \(key.command)\n")
            }
        case "vi": await source.apply(EditorPreferences(keymap: .vi, isColored: false, hasSuggestions: false))
        case "emacs": await source.apply(EditorPreferences(keymap: .emacs, isColored: false, hasSuggestions: false))
        case "part": source.printAbove("partial")
        case "style": source.printAbove("styled\n\u{1B}[0m")
        case "close":
            Task {
                try? await Task.sleep(for: .milliseconds(100))
                await source.close()
            }
        case "later":
            Task {
                for number in 1...3 {
                    try? await Task.sleep(for: .milliseconds(150))
                    source.printAbove("tick \(number)\n")
                }
            }
        default: source.printAbove("got \(cell.debugDescription)\n")
        }
    }

    private func waitForInterrupt() async {
        isRunning.withLock { $0 = true }
        source.printAbove("running\n")
        while isRunning.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
        source.printAbove("stopped\n")
    }
}
