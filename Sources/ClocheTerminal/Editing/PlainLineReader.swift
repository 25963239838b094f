import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells without moving the cursor: from a pipe or file, or on a terminal that can do no more.
///
/// Lines are collected until they make a complete cell. On a terminal Ctrl-C is SIGINT; call `cancel` for it.
package actor PlainLineReader: LineSource {
    private struct State {
        var isReading = false
        var isClosed = false
    }

    private let executor = ThreadExecutor()
    private let isInteractive: Bool
    private nonisolated let state = Mutex(State())
    private nonisolated let wake = WakePipe()
    private var bytes: [UInt8] = []

    /// Makes a reader of the standard input.
    package init() {
        isInteractive = isatty(STDIN_FILENO) == 1
    }

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Shows the text that the cell begins with, since it cannot be changed here: an empty line takes it as it is.
    package func readCell(prompt: Prompt, text: String) -> LineResult {
        var cell = ""
        var source = PythonSource()
        var nextPrompt = prompt.first
        if !text.isEmpty, isInteractive { printAbove(text + "\n(an empty line runs this cell)\n") }
        while true {
            switch readRawLine(prompt: nextPrompt) {
            case .cell("") where cell.isEmpty && !text.isEmpty: return .cell(text)
            case .cell(let line): cell += cell.isEmpty ? line : "\n" + line
            case .interrupted: return .interrupted
            case .endOfFile: return cell.isEmpty ? .endOfFile : .cell(cell)
            }
            source.update(Array(cell.unicodeScalars))
            if source.status != .incomplete { return .cell(Self.withoutEmptyEnd(cell)) }
            nextPrompt = prompt.continuation
        }
    }

    package func readLine(prompt: String, hidden: Bool) -> LineResult {
        guard hidden, isInteractive, let mode = TerminalMode.current else { return readRawLine(prompt: prompt) }
        mode.withoutEcho.apply()
        defer {
            mode.apply()
            printAbove("\n")
        }
        return readRawLine(prompt: prompt)
    }

    package func lend(_ work: @Sendable () -> Int32) -> Int32 { work() }

    nonisolated package func printAbove(_ text: String) {
        Terminal.write(text)
    }

    nonisolated package func cancel() {
        state.withLock { if $0.isReading { wake.signal() } }
    }

    nonisolated package func close() async {
        state.withLock { $0.isClosed = true }
        cancel()
    }

    /// Reads one line; the prompt is shown only to someone who types.
    private func readRawLine(prompt: String) -> LineResult {
        guard beginReading() else { return .endOfFile }
        defer { endReading() }
        if isInteractive { printAbove(prompt) }
        while true {
            if let line = takeLine() { return .cell(line) }
            var descriptors = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&descriptors, nfds_t(descriptors.count), -1) > 0 else { continue }
            if descriptors[1].revents != 0 { return endLine(.interrupted) }
            if !readMore() { return endLine(takeRest()) }
        }
    }

    /// Moves the cursor of someone who types off the prompt, which no Enter has done.
    private func endLine(_ result: LineResult) -> LineResult {
        if isInteractive { printAbove("\n") }
        return result
    }

    /// Lets `cancel` have its effect; false once nothing may be read any more.
    private func beginReading() -> Bool {
        state.withLock { state in
            state.isReading = !state.isClosed
            return state.isReading
        }
    }

    private func endReading() {
        state.withLock { $0.isReading = false }
        _ = wake.drain()
    }

    private func takeLine() -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { bytes.removeSubrange(...end) }
        let line = bytes[..<end]
        return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }

    private func takeRest() -> LineResult {
        defer { bytes = [] }
        return bytes.isEmpty ? .endOfFile : .cell(String(decoding: bytes, as: UTF8.self))
    }

    private func readMore() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 { bytes += buffer[..<count] }
        return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
    }

    private static func withoutEmptyEnd(_ cell: String) -> String {
        CellText(scalars: Array(cell.unicodeScalars), cursor: 0).withoutEmptyEnd
    }
}
