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
    var preferences: EditorPreferences
    /// How coloured text looks on this terminal.
    let theme = Theme(terminal: Environment.variable("TERM"), colorTerminal: Environment.variable("COLORTERM"))
    var decoder = KeyDecoder()
    var painter: Painter
    var layout = CellLayout()
    var request = ReadRequest(kind: .cell, prompt: Prompt(first: ""))
    /// Ends the read when it is set.
    var result: LineResult?

    /// The buffer after the last key, what Python makes of it, and how it came to be.
    private(set) var text = CellText(scalars: [], cursor: 0)
    private(set) var source = PythonSource()
    var undo = UndoStack()
    var kills = KillRing()
    /// The command of the key before, when it was one of ours.
    private(set) var previousCommand: EditCommand?
    private var lastCommand: EditCommand?
    /// The column that Up and Down keep to.
    var goalColumn = 0
    /// What the last yank put in.
    var yanked: Range<Int>?
    var vi = ViKeys()
    /// Keys that end what ESC has begun and have their own effect: Ctrl-C and Ctrl-G.
    private static let breaksEscape: Set<Unicode.Scalar> = ["\u{3}", "\u{7}"]
    /// Whether ESC was pressed alone in the emacs keymap: the next key is one with Alt.
    private var isEscaped = false
    /// Where the line began in which ESC was pressed: vi's way back by one character ends there.
    private var escapedLineStart: Int?

    var navigation: HistoryNavigation?
    /// The cell that the way through the history showed last.
    var recalled: String?
    var search: CellSearch?
    /// What the search before looked for.
    var lastQuery = ""
    var menu: CompletionChoice?
    var hints = CellHints()
    /// Whether the next paint rings the bell.
    var rings = false
    /// Whether the process is about to stop, or was stopped and has not been told to go on.
    var isSuspended = false
    private var lastResumption = ContinuousClock.now - .seconds(1)
    /// What the buffer begins with.
    private var startText = ""
    private var isFirstRead = true
    /// How many bytes were read from the terminal.
    private var typedCount = 0
    /// What libedit gets before the next key.
    private var fed: [Unicode.Scalar] = []

    /// Opens libedit; nil when that fails.
    init?(
        terminal: Terminal,
        mailbox: Mailbox,
        configuration: LineEditorConfiguration,
        preferences: EditorPreferences
    ) {
        guard let line = EditLine(program: configuration.program, choice: preferences.keymap) else { return nil }
        self.line = line
        self.terminal = terminal
        self.mailbox = mailbox
        self.configuration = configuration
        self.preferences = preferences
        painter = Painter(rewraps: Painter.rewraps(Environment.variable))
        line.delegate = self
        let complaints = line.complaints.prefix(3) + (line.complaints.count > 3 ? ["…"] : [])
        mailbox.post(.print(complaints.map { $0 + "\n" }.joined()))
    }

    /// Binds the keys anew, for the keymap that the user prefers now.
    func chooseKeymap() {
        line.bindKeys(preferences.keymap)
    }

    /// Reads one cell or answer.
    func read(_ kind: ReadRequest.Kind, prompt: Prompt, text: String = "") -> LineResult {
        guard begin(kind, prompt: prompt) else { return .endOfFile }
        startText = text
        line.read()
        let outcome = result ?? .endOfFile
        endHints()
        terminal.write(finish() + Self.leaveSequences, undoneBy: "")
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
        text = CellText(scalars: [], cursor: 0)
        source = PythonSource()
        layout = CellLayout()
        undo = UndoStack()
        lastCommand = nil
        isEscaped = false
        vi = ViKeys()
        navigation = nil
        search = nil
        menu = nil
        hints = CellHints()
        painter.forget()
        terminal.write(start + Self.enterSequences, undoneBy: Self.leaveSequences)
        return true
    }

    // MARK: Keys

    func nextScalar() -> Unicode.Scalar? {
        beginEditing()
        settle()
        while result == nil {
            if !fed.isEmpty { return fed.removeFirst() }
            line.readsSequences = false
            if let key = decoder.next() {
                if let scalar = handle(key) { return scalar }
                settle()
            } else if !waitForInput(milliseconds: 0) {
                paint()
                if let scalar = waitIdle() { return scalar }
            }
        }
        return nil
    }

    /// Waits for input with everything painted; an escape sequence that does not go on is a key after a while.
    private func waitIdle() -> Unicode.Scalar? {
        if decoder.patience == nil { configuration.observer?(text.string, text.cursor, typedCount) }
        let patience = decoder.patience ?? (lacksSignature ? CellHints.signatureDelay : -1)
        guard !waitForInput(milliseconds: patience) else { return nil }
        guard decoder.patience != nil else {
            askForSignature()
            return nil
        }
        defer { settle() }
        return decoder.next(isOverdue: true).flatMap { handle($0) }
    }

    func perform(_ command: EditCommand, key: Unicode.Scalar) -> Bool {
        settle()
        run(command, key: key)
        return result == nil
    }

    /// Runs a command of ours, and remembers it for the one after.
    func run(_ command: EditCommand, key: Unicode.Scalar? = nil) {
        execute(command, key: key)
        lastCommand = command
    }

    /// Gives libedit scalars before the next key.
    func feed(_ scalars: some Sequence<Unicode.Scalar>) {
        fed += scalars
    }

    /// Takes note of what the last key did to the buffer.
    func settle() {
        var new = line.text
        if let start = escapedLineStart, new.cursor < start {
            line.move(to: start)
            new = line.text
        }
        escapedLineStart = nil
        guard new != text else { return }
        let isChanged = new.scalars != text.scalars
        text = new
        undo.record(new)
        if isChanged { source.update(new.scalars) }
        settleHints(isChanged: isChanged)
    }

    /// Handles a key here, or gives the scalar that libedit shall handle.
    private func handle(_ key: Key) -> Unicode.Scalar? {
        previousCommand = lastCommand
        lastCommand = nil
        hints.message = nil
        if menu != nil, handleMenu(key) { return nil }
        if search != nil, handleSearch(key) { return nil }
        if vi.isPending, handlePendingVi(key) { return nil }
        switch key {
        case .scalar("\u{1B}") where !line.isVi: isEscaped = true
        case .scalar(let scalar) where isEscaped && !Self.breaksEscape.contains(scalar):
            isEscaped = false
            handleSequence(String(scalar))
        case .scalar(let scalar):
            isEscaped = false
            if scalar == "\u{1B}" { escapedLineStart = text.lineStart }
            return scalar
        case .sequence(let sequence): handleSequence(sequence)
        case .paste(let text): paste(text)
        case .stoppedPaste: hints.message = "the paste was stopped by Ctrl-C"
        }
        return nil
    }

    private func handleSequence(_ sequence: String) {
        let scalars = ["\u{1B}"] + Array(sequence.unicodeScalars)
        let caret = KeyName.caret(scalars)
        // Who types quickly in vi sends ESC and the next key at once; only Alt-Enter is told from that.
        let isTwoKeys = line.isVi && scalars.count == 2 && !sequence.allSatisfy(\.isNewline)
        switch isTwoKeys && !line.keymap.userKeys.contains(caret) ? nil : line.keymap[caret] {
        case .command(let command): run(command)
        case .libedit(let action):
            line.readsSequences = true
            line.bindSequence(caret, to: action)
            feed(scalars)
        case nil where scalars.count == 2 && line.isVi:
            decoder.unread(sequence)
            feed(["\u{1B}"])
        case nil where scalars.count == 2: feed(scalars)
        case nil: break
        }
    }

    private func beginEditing() {
        if isFirstRead { takeEarlyKeys() }
        guard !startText.isEmpty else { return }
        line.insert(startText)
        startText = ""
    }

    /// Takes what was typed before the first read: the terminal was still turning carriage returns into newlines.
    private func takeEarlyKeys() {
        isFirstRead = false
        var count: Int32 = 0
        guard ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0, count > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        let taken = SystemCalls.read(STDIN_FILENO, &bytes, bytes.count)
        guard taken > 0 else { return }
        typedCount += taken
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
            typedCount += count
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
        // The next paint sees it.
        case .resized: break
        case .resumed: resume()
        case .completions(let completions, let request):
            show(completions, for: request)
            settle()
        case .signature(let signature, let callable): show(signature, for: callable)
        }
    }

    /// Takes the terminal back after the process was stopped; told by both SIGTSTP's end and SIGCONT, it does so once.
    private func resume() {
        let now = ContinuousClock.now
        guard isSuspended || now - lastResumption > .milliseconds(200) else { return }
        lastResumption = now
        isSuspended = false
        line.prepareTerminal()
        painter.forget()
        terminal.write(Self.enterSequences, undoneBy: Self.leaveSequences)
    }
}
