#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells and answers from a terminal: takes keys and events, runs commands on libedit's buffer, paints.
///
/// Belongs to one thread, which `read` blocks.
final class CellReader: EditLine.Delegate {
    static let enterSequences = "\u{1B}[?2004h"
    static let leaveSequences = "\u{1B}[?2004l"

    let line: EditLine
    let terminal: Terminal
    let mailbox: Mailbox
    let configuration: LineEditorConfiguration
    /// What the user chose; a change counts from the next read on.
    var preferences = EditorPreferences()
    var decoder = KeyDecoder()
    var painter = Painter()
    var request = ReadRequest(kind: .cell, prompt: Prompt(first: ""))
    /// Ends the read when it is set.
    var result: LineResult?
    var navigation: HistoryNavigation?
    var search: HistorySearch?
    /// The candidates below the cell.
    var menu: [Completion] = []
    /// What the last kill took.
    var killed = ""
    /// The column that Up and Down keep to.
    var goalColumn: Int?
    /// Whether the next paint rings the bell.
    var rings = false
    /// Whether the process is about to stop, or was stopped and has not been told to go on.
    var isSuspended = false
    /// What the buffer begins with.
    private var startText = ""
    private var columns = 0
    private var isFirstRead = true

    /// Opens libedit; nil when that fails.
    init?(terminal: Terminal, mailbox: Mailbox, configuration: LineEditorConfiguration) {
        guard let line = EditLine(program: configuration.program) else { return nil }
        self.line = line
        self.terminal = terminal
        self.mailbox = mailbox
        self.configuration = configuration
        line.delegate = self
        for key in Keymap.controls { line.bind(key.name) }
        if line.isVi {
            for key in Keymap.viCommands { line.bindAlternative(key.name) }
        }
    }

    /// Reads one cell or answer.
    func read(_ kind: ReadRequest.Kind, prompt: Prompt, text: String = "") -> LineResult {
        guard begin(kind, prompt: prompt) else { return .endOfFile }
        startText = text
        line.read()
        // libedit turns on echo and line buffering, whatever it found.
        terminal.enterRunningMode()
        let outcome = result ?? .endOfFile
        terminal.write(painter.finish(layout()) + Self.leaveSequences, undoneBy: "")
        mailbox.endReading()
        return outcome
    }

    private func begin(_ kind: ReadRequest.Kind, prompt: Prompt) -> Bool {
        guard let partialLine = mailbox.beginReading() else { return false }
        var prompt = prompt
        var start = ""
        if case .answer = kind, Layout.width(of: partialLine) < terminal.size.columns {
            prompt.first = partialLine + prompt.first
        } else if Layout.width(of: partialLine) > 0 {
            start = "\r\n"
        }
        request = ReadRequest(kind: kind, prompt: prompt)
        result = nil
        navigation = nil
        search = nil
        menu = []
        goalColumn = nil
        painter.forget()
        columns = terminal.size.columns
        terminal.write(start + Self.enterSequences, undoneBy: Self.leaveSequences)
        return true
    }

    // MARK: Keys

    func nextScalar() -> Unicode.Scalar? {
        if isFirstRead { takeEarlyKeys() }
        if !startText.isEmpty {
            line.insert(startText)
            startText = ""
        }
        while result == nil {
            if let key = decoder.next() {
                if let scalar = handle(key) { return scalar }
            } else if !waitForInput(milliseconds: 0) {
                paint()
                if !waitForInput(milliseconds: decoder.patience ?? -1), let key = decoder.next(isOverdue: true),
                    let scalar = handle(key)
                {
                    return scalar
                }
            }
        }
        return nil
    }

    func perform(_ key: Unicode.Scalar) -> Bool {
        let command = Keymap.controls.first { $0.scalar == key } ?? Keymap.viCommands.first { $0.scalar == key }
        if let command { run(command.command) }
        return result == nil
    }

    /// Handles a key here, or gives the scalar that libedit shall handle.
    private func handle(_ key: Key) -> Unicode.Scalar? {
        if search != nil, handleSearch(key) { return nil }
        menu = []
        switch key {
        case .scalar(let scalar): return scalar
        case .sequence(let sequence):
            if let command = Keymap.sequences[sequence] { run(command) }
        case .paste(let text): paste(text)
        }
        return nil
    }

    /// Takes what was typed before the first read: the terminal was still turning carriage returns into newlines.
    private func takeEarlyKeys() {
        isFirstRead = false
        var count: Int32 = 0
        guard ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0, count > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        let taken = SystemCalls.read(STDIN_FILENO, &bytes, bytes.count)
        guard taken > 0 else { return }
        decoder.feed(bytes[..<taken].map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: "\r") : $0 })
    }

    /// Waits for keys and events and takes both; false when none came in time.
    private func waitForInput(milliseconds: Int32) -> Bool {
        var descriptors = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: mailbox.wake.reader, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        guard ready != 0 else { return false }
        guard ready > 0 else { return true }
        if descriptors[1].revents != 0 {
            for event in mailbox.take() { handle(event) }
        }
        if descriptors[0].revents != 0 { readKeys() }
        return true
    }

    private func readKeys() {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = SystemCalls.read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 {
            decoder.feed(bytes[..<count])
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            result = .endOfFile
        }
    }

    // MARK: Events

    private func handle(_ event: Mailbox.Event) {
        switch event {
        case .print(let text):
            let lines = Mailbox.terminated(text).split(separator: "\n", omittingEmptySubsequences: false)
            terminal.write(painter.erase() + lines.joined(separator: "\r\n"))
        case .cancel: result = .interrupted
        case .resized: line.resize()
        case .resumed:
            isSuspended = false
            painter.forget()
            terminal.write(Self.enterSequences, undoneBy: Self.leaveSequences)
        case .completions(let completions, let request): show(completions, for: request)
        }
    }

    // MARK: Painting

    func paint() {
        guard !isSuspended, result == nil else { return }
        let size = terminal.size
        var text = ""
        if size.columns != columns {
            text = painter.resize(columns: size.columns)
            columns = size.columns
        }
        text += painter.paint(layout(), footer: footer(size), size: size)
        if rings { text += "\u{7}" }
        rings = false
        terminal.write(text)
    }

    private func layout() -> Layout {
        let text = request.isHidden ? CellText(scalars: [], cursor: 0) : line.text
        let characters = Array(text.string)
        let isStyled = preferences.isColored && request.isCell
        return Layout(
            characters,
            cursor: text.before.count,
            styles: isStyled ? configuration.highlighter(characters) : [],
            prompt: request.prompt,
            columns: columns
        )
    }

    private func footer(_ size: WindowSize) -> [Layout.Row] {
        if let search {
            return Layout([], cursor: 0, prompt: Prompt(first: search.prompt), columns: size.columns).rows
        }
        return CompletionMenu.rows(menu, columns: size.columns, maximumRows: size.rows / 3)
    }
}
