import Synchronization

/// What other threads have for the thread that edits: it wakes the editor, and prints itself while nothing is edited.
final class Mailbox: Sendable {
    /// Something that happened beside the keys.
    enum Event: Sendable {
        case print(String)
        case cancel
        case resized
        case resumed
        case completions(Completions, CompletionRequest)
        case signature(Signature, String)
    }

    private struct State {
        var events: [Event] = []
        var isReading = false
        var isClosed = false
        var partialLine = ""
    }

    private let state = Mutex(State())
    private let terminal: Terminal
    /// Becomes readable when an event waits.
    let wake = WakePipe()

    /// Makes an empty one that prints to a terminal.
    init(terminal: Terminal) {
        self.terminal = terminal
    }

    /// Hands an event to the editor; without a read under way, text is printed and the rest dropped.
    func post(_ event: Event) {
        state.withLock { state in
            guard !state.isReading else {
                state.events.append(event)
                wake.signal()
                return
            }
            guard case .print(let text) = event, !text.isEmpty else { return }
            terminal.write(text)
            state.partialLine = Self.partialLine(after: state.partialLine + text)
        }
    }

    /// Takes the events that wait.
    func take() -> [Event] {
        _ = wake.drain()
        return state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }

    /// Begins a read; from now on events wait for the editor.
    ///
    /// - Returns: what stands in the line of the cursor; nil once nothing may be read any more.
    func beginReading() -> String? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.isReading = true
            defer { state.partialLine = "" }
            return state.partialLine
        }
    }

    /// Ends a read, with the cursor at the start of a line; what came too late for the editor is printed.
    func endReading() {
        state.withLock { state in
            state.isReading = false
            for case .print(let text) in state.events { terminal.write(Self.terminated(text)) }
            state.events = []
        }
    }

    /// Ends the read that is under way, and lets none begin.
    func close() {
        state.withLock { $0.isClosed = true }
        post(.cancel)
    }

    /// A text with a newline at its end.
    static func terminated(_ text: String) -> String {
        text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    }

    private static func partialLine(after text: String) -> String {
        let start = text.utf8.lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        guard let start else { return text }
        return String(text[text.utf8.index(after: start)...])
    }
}
