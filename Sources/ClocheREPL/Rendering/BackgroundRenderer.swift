package import Cloche
package import ClocheTerminal
internal import Synchronization

/// Shows what asyncio tasks print while no cell runs, above the cell that is being typed.
///
/// Python writes a line in pieces and the editor shows each piece on a line of its own, so a line waits for its end, but
/// not for long.
package final class BackgroundRenderer: Sendable {
    private struct State {
        var sink: (any TextSink)?
        /// A line whose end has not come.
        var pending = ""
    }

    private static let patience = Duration.milliseconds(100)

    private let state = Mutex(State())

    /// Makes a renderer that drops everything until it has a terminal.
    package init() {}

    /// Shows everything from now on through the source that owns the terminal.
    package func attach(to source: any LineSource) {
        state.withLock { $0.sink = LineSourceSink(source) }
    }

    /// Shows an event.
    package func show(_ output: Output) {
        switch output {
        case .stream(_, let piece): add(piece.text)
        case .display(let bundle): add((bundle["text/plain"] ?? DisplayText.placeholder(for: bundle)) + "\n")
        case .blocked, .used, .notice: break
        }
    }

    /// Shows the line whose end has not come.
    func flush() {
        state.withLock { state in
            if !state.pending.isEmpty { state.sink?.write(Self.line(state.pending)) }
            state.pending = ""
        }
    }

    private func add(_ text: String) {
        let waits = state.withLock { state in
            let hasWaited = !state.pending.isEmpty
            let scalars = (state.pending + text).unicodeScalars
            var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
            state.pending = lines.removeLast()
            if !lines.isEmpty { state.sink?.write(lines.map(Self.line).joined()) }
            return !state.pending.isEmpty && !(hasWaited && lines.isEmpty)
        }
        guard waits else { return }
        Task {
            try? await Task.sleep(for: Self.patience)
            flush()
        }
    }

    /// A line whose styles end with it, so that they do not go on in what is being typed.
    private static func line(_ text: String) -> String { TextSanitizer.sanitize(text) + "\n" }
}
