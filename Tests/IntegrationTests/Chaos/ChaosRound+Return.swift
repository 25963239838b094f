import ClocheTestSupport
import Foundation

extension ChaosRound {
    /// Goes on in the program whose sandbox died.
    mutating func recover() throws {
        prompt = try cloche.ready()
        // A sandbox that dies as it starts costs the cell that waits for it, which can be entered again.
        try look(attempts: 4)
    }

    /// Takes the session up in a new program.
    mutating func resume(after end: ChaosEnd) throws {
        cloche = try ChaosTerminal(program, ["--resume"])
        let cloche = cloche
        _ = try cloche.wait("the resumed session") { cloche.prompt != nil }
        // The prompt is painted in steps, with the cell that is offered.
        cloche.pause(20_000)
        _ = try cloche.wait("the prompt of the resumed session") { cloche.prompt != nil }
        guard let shown = cloche.prompt, let told = ChaosReport(cloche.terminal.screen.text, prompt: shown.number)
        else {
            throw cloche.fail("nothing was resumed")
        }
        tell("resumed after cell \(told.position)\(told.running.map { ", cell \($0) was running" } ?? "")")
        let expected = model.expected
        guard model.places.contains(told.position) else {
            throw cloche.fail("the session is back after cell \(told.position), not at one of \(expected)")
        }
        if let cell = end.named(at: told.position), told.running != cell {
            throw cloche.fail("cell \(cell) was running, which is not said")
        }
        if let cell = told.running {
            guard end.mayName(cell, at: told.position) else { throw cloche.fail("cell \(cell) was not running") }
            guard shown.text == model.sources[cell] else { throw cloche.fail("cell \(cell) is not offered again") }
        }
        if end.isDamaged { model.forget(allBut: told.position) }
        marks = []
        cloche.terminal.send("\u{3}")
        prompt = try cloche.ready()
        model.narrow(to: [told.position])
        model.arrive(told.position)
        try look()
    }
}

/// What a program says of a session that it has taken up.
struct ChaosReport {
    /// The cell after which it is.
    var position: Int

    /// The cell that was running.
    var running: Int?

    /// Reads it from a screen.
    init?(_ text: String, prompt: Int) {
        guard let start = text.range(of: "resumed '", options: .backwards) else { return nil }
        let text = text[start.lowerBound...]
        running = text.firstMatch(of: /cell ([0-9]+) was running when it was cut off/).flatMap { Int($0.1) }
        if let place = text.firstMatch(of: /it is as it was after cell ([0-9]+);/), let number = Int(place.1) {
            position = number
        } else if text.contains("it is as it was at its start;") {
            position = 0
        } else {
            position = running == prompt - 1 ? prompt - 2 : prompt - 1
        }
    }
}
