package import ClocheTerminal
internal import Synchronization

/// Shows what cloche has to say beside the cells, above the cell that is being typed.
package final class NoticeRenderer: Sendable {
    private struct State {
        var sink: (any TextSink)?
        /// What is said as soon as there is a terminal.
        var waiting: [String] = []
    }

    private let state = Mutex(State())

    /// Makes a renderer that waits for its terminal.
    package init() {}

    /// Shows everything through the source that owns the terminal.
    package func attach(to source: any LineSource) {
        state.withLock { state in
            state.sink = LineSourceSink(source)
            for text in state.waiting { state.sink?.write(text) }
            state.waiting = []
        }
    }

    /// Shows a sentence.
    package func show(_ text: String) {
        let line = "cloche: \(PlainText.oneLine(text))\n"
        state.withLock { state in
            guard let sink = state.sink else { return state.waiting.append(line) }
            sink.write(line)
        }
    }
}
