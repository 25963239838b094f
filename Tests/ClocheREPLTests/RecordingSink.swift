import ClocheREPL
import Synchronization

/// Keeps what is written.
final class RecordingSink: TextSink {
    private let state = Mutex("")

    var text: String { state.withLock { $0 } }

    func write(_ text: String) {
        state.withLock { $0 += text }
    }
}
