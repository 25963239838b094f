import ClocheTestSupport
import Foundation

/// A session that lives through a few deaths: cells with known outcomes, and after each death a comparison.
struct ChaosRound {
    /// A prompt that comes sooner than this did not come because the checkpoint took too long to be waited for.
    static let settling = Duration.milliseconds(250)

    let program: Program
    let journal: ChaosJournal
    var random: SplitMix
    var model = ChaosModel()
    var cloche: ChaosTerminal

    /// The number of the prompt.
    var prompt = 1

    /// Where the session was before the last cell, where that one's checkpoint may not be on the disk yet.
    var before: Int?

    /// What the journal was at moments, and how many places had been visited before that.
    var marks: [(mark: ChaosJournal.Mark, visited: Int)] = []

    /// What was done, and with what outcome.
    private(set) var story: [String] = []

    /// How long the program takes to show a prompt, in microseconds.
    private(set) var start = UInt32.zero

    /// Whether there is little room, so that the journal is rewritten again and again.
    let isBounded: Bool

    /// Starts a program for a round.
    init(_ number: Int, seed: UInt64) throws {
        random = SplitMix(state: seed &+ UInt64(number) &* 0x9E37_79B9)
        isBounded = Int.random(in: 0..<4, using: &random) == 0
        program = try Program()
        journal = ChaosJournal(folder: program.path("state/cloche/sessions"))
        if isBounded {
            let folder = program.folder.appendingPathComponent(".config/cloche")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let settings = "checkpoints = 4\ncheckpoint-bytes = \(8 << 20)\n"
            try Data(settings.utf8).write(to: folder.appendingPathComponent("config.toml"))
        }
        cloche = try ChaosTerminal(program)
    }

    /// Plays the round.
    mutating func run() throws {
        try begin()
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let count = Int.random(in: isBounded ? 3...6 : 0...4, using: &random)
            for _ in 0..<count { try act() }
            try die()
        }
        try act()
        try look()
        try cloche.type(":quit", at: prompt)
        cloche.enter()
        let status = cloche.terminal.waitExit()
        guard status == 0 else { throw cloche.fail("the exit status after ':quit' is \(status)") }
    }

    /// Removes what is left of it.
    func remove() {
        cloche.terminal.waitExit(timeout: .zero)
        program.remove()
    }

    mutating func tell(_ sentence: String) { story.append(sentence) }

    // MARK: Life

    private mutating func begin() throws {
        let clock = ContinuousClock.now
        prompt = try cloche.ready()
        start = UInt32((ContinuousClock.now - clock) / .microseconds(1))
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let script = try String(contentsOf: folder.appending(path: "Scripts/chaos.py"), encoding: .utf8)
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        cloche.terminal.send("\u{1B}[200~\(lines.joined(separator: "\r"))\u{1B}[201~")
        let last = lines.last ?? ""
        let terminal = cloche.terminal
        _ = try cloche.wait("the pasted script") { terminal.screen.lines.contains { $0.hasSuffix(last) } }
        cloche.enter()
        model.begin(prompt)
        prompt = try cloche.ready()
        try confirm()
        tell(isBounded ? "begin with little room" : "begin")
    }

    /// Does something that nothing disturbs.
    private mutating func act() throws {
        if !isBounded, Int.random(in: 0..<4, using: &random) == 0, let (line, target) = chooseTravel() {
            tell("\(line) at \(model.expected)")
            prompt = try cloche.run(line, at: prompt).number
            let place = target == 0 ? "at its start" : "after cell \(target)"
            guard cloche.terminal.screen.text.contains("the session is as it was \(place)") else {
                throw cloche.fail("'\(line)' has not gone to \(target)")
            }
            model.arrive(target)
            before = nil
        } else if Int.random(in: 0..<8, using: &random) == 0 {
            try look()
        } else {
            let cell = chooseCell()
            tell("cell \(prompt): \(cell.source)")
            let last = model.place
            let number = prompt
            model.run(number, cell)
            let (next, duration) = try cloche.run(cell.source, at: number)
            guard next == number + 1 else { throw cloche.fail("the number after \(number) is \(next)") }
            prompt = next
            model.arrive(number)
            try acknowledge(duration, before: last)
        }
    }

    /// Compares the state with what it should be, by a cell.
    ///
    /// - Parameter attempts: How often that is tried: a cell may be sent to a sandbox whose death nobody has noticed yet.
    /// - Throws: `ChaosFailure` where they differ.
    mutating func look(attempts: Int = 1) throws {
        let last = model.place
        for _ in 0..<attempts {
            let number = prompt
            let (next, duration) = try cloche.run("state()", at: number)
            prompt = next
            let start = "Out[\(number)]: '"
            guard let line = cloche.terminal.screen.lines.last(where: { $0.hasPrefix(start) }) else { continue }
            let text = String(line.dropFirst(start.count).dropLast())
            let expected = model.expected
            guard let places = model.look(number, "state()", text) else {
                throw cloche.fail("'\(text)' is not one of \(expected)")
            }
            tell("cell \(number): state() is that after cell \(places.sorted())")
            return try acknowledge(duration, before: last)
        }
        throw cloche.fail("the session does not show its state")
    }

    /// Takes in that the prompt after a cell was shown.
    private mutating func acknowledge(_ duration: Duration, before last: Int?) throws {
        before = duration < Self.settling ? nil : last
        if before != nil, Bool.random(using: &random) {
            try confirm()
            tell("its prompt came after \(duration), and its checkpoint")
        } else {
            tell("its prompt came after \(duration)")
        }
        if before == nil { mark() }
    }

    /// Has the session do what waits for the checkpoint of the last cell.
    private mutating func confirm() throws {
        prompt = try cloche.run(":vars", at: prompt).number
        before = nil
    }

    private mutating func mark() {
        if let mark = journal.mark { marks.append((mark, model.visited.count - 1)) }
    }

    // MARK: Choices

    mutating func chooseCell() -> ChaosCell {
        let share = Int.random(in: 0..<10, using: &random)
        if share < (isBounded ? 8 : 2) { return .large(&random) }
        return share == 9 ? .long(&random) : .quick(&random)
    }

    /// A command that goes to another place, and that place.
    mutating func chooseTravel() -> (line: String, target: Int)? {
        if let parent = model.parent, Bool.random(using: &random) { return (":undo", parent) }
        let place = model.place
        return model.known.filter { $0 != place }.randomElement(using: &random).map { (":goto \($0)", $0) }
    }
}
