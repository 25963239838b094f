package import Cloche
package import ClocheTerminal
internal import Synchronization

/// Shows what asyncio tasks print while no cell runs, above the cell that is being typed.
package final class BackgroundRenderer: Sendable {
    private let sink = Mutex<(any TextSink)?>(nil)

    /// Makes a renderer that drops everything until it has a terminal.
    package init() {}

    /// Shows everything from now on through the source that owns the terminal.
    package func attach(to source: any LineSource) {
        sink.withLock { $0 = LineSourceSink(source) }
    }

    /// Shows an event; each stands for itself, so that its styles do not go on in what is being typed.
    package func show(_ output: Output) {
        let text =
            switch output {
            case .stream(_, let piece): TextSanitizer.sanitize(piece.text)
            case .display(let bundle):
                TextSanitizer.sanitize(bundle["text/plain"] ?? DisplayText.placeholder(for: bundle)) + "\n"
            case .blocked, .notice: ""
            }
        if !text.isEmpty { sink.withLock { $0 }?.write(text) }
    }
}
