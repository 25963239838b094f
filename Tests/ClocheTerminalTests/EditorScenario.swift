import ClocheTestSupport
import Foundation
import Testing

/// What is done at the editor, and what the screen shows then.
struct EditorScenario: CustomTestStringConvertible, Sendable {
    enum Event: Sendable {
        case type(String)
        case resize(columns: Int, rows: Int)
        case signal(Int32)
        /// Waits until everything before is handled, as for Escape, which may be the beginning of a sequence.
        case rest
        /// Types what must change nothing on the screen, not even by writing the same again.
        case nothing(String)
        /// Waits for a screen; `|` stands for the cursor.
        case see(String)
        /// Compares what is shown in some way: the runs of it with `|` between.
        case look(Look, String)
        /// Waits for the end of the program, and for a terminal that is as it was.
        case ends(status: Int32)
    }

    enum Look: Sendable {
        case bold, dim, underlined, reversed
        case color(String)
        case plain
    }

    let name: String
    let arguments: [String]
    let environment: [String: String]
    let editrc: String?
    let columns: Int
    let rows: Int
    let events: [Event]

    var testDescription: String { name }

    init(
        _ name: String,
        with arguments: [String] = [],
        environment: [String: String] = [:],
        editrc: String? = nil,
        columns: Int = 80,
        rows: Int = 24,
        _ events: Event...
    ) {
        self.name = name
        self.arguments = arguments
        self.environment = environment
        self.editrc = editrc
        self.columns = columns
        self.rows = rows
        self.events = events
    }

    /// Does everything, and tells where the screen is another one.
    func replay() throws {
        let run = try EditorRun(arguments, environment: environment, editrc: editrc, columns: columns, rows: rows)
        for event in events { try replay(event, on: run) }
    }

    func replay(_ event: Event, on run: EditorRun) throws {
        switch event {
        case .type(let text): run.pty.send(text)
        case .resize(let columns, let rows):
            // A terminal that changes its size in the middle of a paint shows debris, whatever the program does.
            #expect(run.rest() != nil)
            run.pty.resize(columns: columns, rows: rows)
        case .signal(let number): run.pty.signal(number)
        case .rest: #expect(run.rest() != nil, "the editor did not come to rest")
        case .nothing(let text):
            #expect(run.rest() != nil)
            let count = run.pty.output.count
            run.pty.send(text)
            #expect(run.rest() != nil)
            let written = String(decoding: run.pty.output.dropFirst(count), as: UTF8.self)
            #expect(written == "", "typing \(text.debugDescription) wrote something")
        case .see(let text):
            run.pty.wait { $0.text(markedBy: "|") == text }
            // After a wrong screen the next ones are wrong too.
            try #require(run.pty.screen.text(markedBy: "|") == text)
        case .look(let look, let text):
            #expect(run.pty.screen.text { look.matches($0) } == text)
        case .ends(let status):
            #expect(run.pty.waitExit() == status)
            #expect(run.pty.settings == run.pty.firstSettings)
            #expect(!run.pty.screen.hasBracketedPaste && run.pty.screen.isCursorVisible)
        }
    }
}

extension EditorScenario.Look {
    func matches(_ style: ScreenStyle) -> Bool {
        switch self {
        case .bold: style.isBold
        case .dim: style.isDim
        case .underlined: style.isUnderlined
        case .reversed: style.isReversed
        case .color(let color): style.foreground == color
        case .plain: style == ScreenStyle()
        }
    }
}

extension EditorScenario.Event {
    /// Presses keys one after the other.
    static func press(_ keys: EditorKey...) -> Self { .type(keys.map(\.text).joined()) }

    /// Presses a key many times.
    static func press(_ key: EditorKey, times: Int) -> Self { .type(String(repeating: key.text, count: times)) }

    /// Pastes a text, in the brackets that the terminal puts around it.
    static func paste(_ text: String) -> Self { .type("\u{1B}[200~" + text + "\u{1B}[201~") }
}
