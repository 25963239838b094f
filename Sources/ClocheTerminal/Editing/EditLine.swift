import CLibEdit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The line buffer, the keymaps and the tty modes of libedit.
///
/// libedit paints nothing here: its output goes to a stream whose bytes are dropped. One cell is one `read()`, newlines
/// inside the buffer. All calls belong on one thread, the delegate is called on it while `read()` runs.
final class EditLine {
    /// What `read()` asks its owner for.
    protocol Delegate: AnyObject {
        /// The next scalar for libedit, or nil to end the read.
        func nextScalar() -> Unicode.Scalar?
        /// Runs the command of a key, whose last scalar is given; false ends the read.
        func perform(_ command: EditCommand, key: Unicode.Scalar) -> Bool
    }

    let handle: OpaquePointer
    let sink: UnsafeMutablePointer<FILE>
    /// Serves `read()`.
    weak var delegate: (any Delegate)?
    /// What the keys do that send escape sequences.
    var keymap = Keymap()
    /// What is wrong with `~/.editrc`.
    var complaints: [String] = []
    private var isSized = false
    /// Whether the keys are vi's.
    var isVi: Bool { cloche_el_is_vi(handle) }

    /// Whether libedit takes ESC as the start of a sequence, which with vi's keys it must only while one is fed to it.
    var readsSequences = false {
        didSet { if readsSequences != oldValue, isVi { bindEscape() } }
    }

    /// Opens libedit on the standard input, with the user's `~/.editrc`.
    ///
    /// - Parameters:
    ///   - program: the name that lines of `~/.editrc` may be limited to.
    ///   - choice: the keymap.
    init?(program: String, choice: KeymapChoice) {
        Self.chooseLocale()
        guard let sink = cloche_sink() else { return nil }
        guard let handle = cloche_el_init(program, sink) else {
            fclose(sink)
            return nil
        }
        self.handle = handle
        self.sink = sink
        addCommands()
        bindKeys(choice)
        cloche_el_enable(handle)
        // Signals are keys while one edits; carriage return and newline stay two keys.
        for flag in ["-isig", "-ixon", "-icrnl", "-inlcr", "-iexten"] { cloche_el_set_tty(handle, "-d", flag) }
        // What is typed between two reads waits for the next one as it is: line buffering would swallow Ctrl-D.
        for flag in ["-icanon", "-echo", "-icrnl", "-inlcr"] { cloche_el_set_tty(handle, "-x", flag) }
        cloche_el_set_client(handle, Unmanaged.passUnretained(self).toOpaque())
        cloche_el_set_reader(handle) { handle, result in
            guard let owner = EditLine.owner(of: handle) else { return 0 }
            owner.fixSize()
            guard let scalar = owner.delegate?.nextScalar() else { return 0 }
            result.pointee = wchar_t(bitPattern: scalar.value)
            return 1
        }
    }

    deinit {
        el_end(handle)
        fclose(sink)
    }

    /// Edits from an empty buffer until the delegate ends it.
    func read() {
        isSized = false
        var count: Int32 = 0
        el_wgets(handle, &count)
    }

    /// Says to libedit that the window is of an ordinary size, after `read()` made it look.
    ///
    /// What it believes to paint goes nowhere, but in small windows, and when they change, it writes beyond its rows.
    private func fixSize() {
        guard !isSized else { return }
        isSized = true
        cloche_el_set_size(handle, "80")
    }

    /// Puts the terminal into the modes of editing again, after another program had it.
    func prepareTerminal() {
        cloche_el_prepare(handle)
    }

    /// The buffer's content and the cursor in it.
    var text: CellText {
        guard let info = el_wline(handle)?.pointee, let start = info.buffer, let cursor = info.cursor,
            let end = info.lastchar
        else { return CellText(scalars: [], cursor: 0) }
        let content = UnsafeBufferPointer(start: start, count: end - start)
        let scalars = content.map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}" }
        return CellText(scalars: scalars, cursor: cursor - start)
    }

    /// Puts the cursor before the scalar at an offset.
    func move(to offset: Int) {
        guard let info = el_wline(handle)?.pointee, let start = info.buffer, let cursor = info.cursor else { return }
        el_cursor(handle, Int32(offset - (cursor - start)))
    }

    /// Inserts text at the cursor, which ends up behind it.
    func insert(_ string: String) {
        guard !string.isEmpty else { return }
        var scalars = string.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        scalars.append(0)
        el_winsertstr(handle, scalars)
    }

    /// Replaces a range of scalars; the cursor ends up behind the replacement.
    func replace(_ range: Range<Int>, with string: String) {
        move(to: range.upperBound)
        el_deletestr(handle, Int32(range.count))
        insert(string)
    }

    static func owner(of handle: OpaquePointer) -> EditLine? {
        cloche_el_client(handle).map { Unmanaged<EditLine>.fromOpaque($0).takeUnretainedValue() }
    }

    /// libedit asks the C library which characters can be printed: without a UTF-8 locale none beyond ASCII can.
    private static func chooseLocale() {
        setlocale(LC_CTYPE, "")
        if mblen("é", 2) != 2 { setlocale(LC_CTYPE, "C.UTF-8") }
    }
}
