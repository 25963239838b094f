internal import ClocheTerminal
internal import Synchronization

/// Shows control sequences as text, for a terminal that a script's output goes to.
package final class SanitizingSink: TextSink {
    private let sink: any TextSink
    private let sanitizer = Mutex(TextSanitizer())

    /// Makes a sink in front of another one.
    package init(_ sink: any TextSink) {
        self.sink = sink
    }

    package func finish() {
        let rest = sanitizer.withLock { $0.finish() }
        if !rest.isEmpty { sink.write(rest) }
    }

    package func write(_ text: String) {
        let shown = sanitizer.withLock { $0.sanitize(text) }
        if !shown.isEmpty { sink.write(shown) }
    }
}
