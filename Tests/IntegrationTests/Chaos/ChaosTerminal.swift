import ClocheTestSupport
import Foundation

/// A cloche at a terminal whose prompts are followed.
final class ChaosTerminal {
    /// Long enough for a machine that does much else.
    static let patience = Duration.seconds(120)
    static let columns = 200
    private static let rows = 60

    let terminal: PTY
    private let startTime = ContinuousClock.now

    /// Starts the program.
    init(_ program: Program, _ arguments: [String] = []) throws {
        let added = ["XDG_STATE_HOME": program.path("state")]
        terminal = try PTY(
            Program.path,
            arguments,
            environment: program.environment.merging(added) { $1 },
            columns: Self.columns,
            rows: Self.rows
        )
    }

    /// The number of the prompt in the last line, and what stands behind it.
    var prompt: (number: Int, text: String)? {
        guard let line = terminal.screen.lines.last(where: { !$0.isEmpty }),
            let match = line.firstMatch(of: /^In \[([0-9]+)\]:(?: (.*))?$/), let number = Int(match.1)
        else { return nil }
        return (number, String(match.2 ?? ""))
    }

    /// The number of the prompt where nothing is typed at it.
    var emptyPrompt: Int? { prompt.flatMap { $0.text.isEmpty ? $0.number : nil } }

    /// Waits for a prompt at which nothing stands, and gives its number.
    func ready() throws -> Int {
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end, try wait("a prompt", until: { self.emptyPrompt != nil }) {
            // What looks like one in the middle of an update does not stay.
            pause(20_000)
            if let number = emptyPrompt { return number }
        }
        throw fail("a prompt does not stay")
    }

    /// Types a line at a prompt, without ending it.
    func type(_ line: String, at number: Int) throws {
        terminal.send(line)
        let echo = "In [\(number)]: \(line)"
        _ = try wait("the echo of '\(line)'") { self.terminal.screen.lines.contains { $0 == echo } }
    }

    func enter() { terminal.send("\r") }

    /// Types a line, and waits for the next prompt.
    ///
    /// - Returns: The number of that prompt, and how long it took to come.
    @discardableResult
    func run(_ line: String, at number: Int) throws -> (number: Int, duration: Duration) {
        try type(line, at: number)
        let start = ContinuousClock.now
        enter()
        let next = try ready()
        return (next, ContinuousClock.now - start)
    }

    /// Takes what the program shows for a time, or until something is there.
    func pause(_ microseconds: UInt32, until condition: () -> Bool = { false }) {
        terminal.wait(timeout: .microseconds(Int64(microseconds)), untilTrue: condition)
    }

    /// Waits for something; the program must not end before.
    func wait(_ what: String, until condition: @escaping () -> Bool) throws -> Bool {
        guard terminal.wait(timeout: Self.patience, until: { _ in condition() }) else {
            throw fail("waited in vain for \(what)")
        }
        return true
    }

    /// What is wrong, with the screen.
    func fail(_ reason: String) -> ChaosFailure {
        ChaosFailure("\(reason); after \(ContinuousClock.now - startTime) the screen is:\n\(terminal.screen.text)")
    }

    /// The processes that the program has started and that are there.
    var children: [Int32] { Processes.children(of: terminal.processIdentifier) }
}

/// What a round has found.
struct ChaosFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
