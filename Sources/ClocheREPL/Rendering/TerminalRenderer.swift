package import Cloche
internal import ClocheTerminal
internal import Synchronization

/// Shows a cell on a terminal: control sequences as text, what cloche says itself dim, the value with its number.
package final class TerminalRenderer: CellRenderer {
    private struct State {
        var isAtLineStart = true
        var notices: Set<String> = []
        var sanitizers: [StreamName: TextSanitizer] = [:]
    }

    private let sink: any TextSink
    private let palette: Palette
    private let state = Mutex(State())

    /// Makes a renderer for one cell.
    package init(sink: any TextSink, palette: Palette) {
        self.sink = sink
        self.palette = palette
    }

    package func show(_ output: Output) {
        switch output {
        case .stream(let name, let piece):
            write(state.withLock { $0.sanitizers[name, default: TextSanitizer()].sanitize(piece.text) })
        case .display(let bundle):
            startLine()
            write(TextSanitizer.sanitize(bundle["text/plain"] ?? DisplayText.placeholder(for: bundle)) + "\n")
        case .blocked, .used: break
        case .notice(let text):
            _ = state.withLock { $0.notices.insert(text) }
            notice(text)
        }
    }

    package func finish(_ result: ExecutionResult) {
        for name in StreamName.allCases {
            write(state.withLock { $0.sanitizers[name]?.finish() ?? "" })
        }
        startLine()
        if let value = result.value { showValue(value, cell: result.cell) }
        showError(result)
        let told = state.withLock { $0.notices }
        if let recovery = result.recovery, !told.contains(recovery.message) { notice(recovery.message) }
        if result.withheldBytes > 0 { notice(DisplayText.withheld(result)) }
        for line in BlockedText.forPrompt(result) { notice(line) }
    }

    /// Notes that the user's answer to a question ended the line.
    func lineEnded() {
        state.withLock { $0.isAtLineStart = true }
    }

    /// A value of several lines begins on a line of its own, so that its columns stay aligned.
    private func showValue(_ value: String, cell: Int) {
        let text = TextSanitizer.sanitize(value)
        let separator = text.contains("\n") ? "\n" : ""
        write(palette.output("Out[\(cell)]: ") + separator + text + "\n")
    }

    private func showError(_ result: ExecutionResult) {
        if let exitCode = result.exitCode {
            notice("the cell called sys.exit(\(exitCode)); the session goes on, ':quit' leaves")
        } else if let error = result.error {
            write(TextSanitizer.sanitize(TracebackText.paint(error, palette)) + "\n")
        } else if result.status == .interrupted, result.recovery == nil {
            notice("cell \(result.cell) was interrupted")
        }
    }

    private func notice(_ text: String) {
        startLine()
        write(palette.dim(PlainText.oneLine(text)) + "\n")
    }

    private func startLine() {
        if !state.withLock({ $0.isAtLineStart }) { write("\n") }
    }

    private func write(_ text: String) {
        guard let last = text.unicodeScalars.last else { return }
        // Styles that are switched off at the end of a line leave the cursor where it was.
        let isReset = text == "\u{1B}[0m"
        state.withLock { $0.isAtLineStart = isReset ? $0.isAtLineStart : last == "\n" }
        sink.write(text)
    }
}
