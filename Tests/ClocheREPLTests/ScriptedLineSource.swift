import ClocheTerminal
import Synchronization

/// Plays a user: gives one line after the other, and keeps a transcript of prompts, lines and output.
final class ScriptedLineSource: LineSource {
    private struct State {
        var lines: [LineResult]
        var transcript = ""
        var cancellations = 0
    }

    private let state: Mutex<State>

    /// The user leaves after the last line.
    init(_ lines: [LineResult]) {
        state = Mutex(State(lines: lines))
    }

    convenience init(cells: String...) {
        self.init(cells.map(LineResult.cell))
    }

    var transcript: String { state.withLock(\.transcript) }
    var cancellations: Int { state.withLock(\.cancellations) }

    func readCell(prompt: Prompt, text: String) async -> LineResult {
        next(after: prompt.first + text)
    }

    func readLine(prompt: String, hidden: Bool) async -> LineResult {
        next(after: prompt + (hidden ? "(hidden) " : ""))
    }

    func printAbove(_ text: String) {
        state.withLock { $0.transcript += text }
    }

    func lend(_ work: @Sendable () -> Int32) async -> Int32 { work() }

    func cancel() {
        state.withLock { $0.cancellations += 1 }
    }

    func close() async {}

    private func next(after prompt: String) -> LineResult {
        state.withLock { state in
            let line = state.lines.isEmpty ? .endOfFile : state.lines.removeFirst()
            let typed =
                switch line {
                case .cell(let text): text
                case .interrupted: "^C"
                case .endOfFile: "^D"
                }
            state.transcript += prompt + typed + "\n"
            return line
        }
    }
}
