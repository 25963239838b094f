import ClocheTestSupport
import Foundation

extension ChaosRound {
    /// How long a moment is waited for that may not come.
    private static let longestMoment = Duration.seconds(2)

    /// Kills something at some moment, and sees to it that the session goes on as it should.
    mutating func die() throws {
        let death = ChaosDeath(&random)
        let place = model.place
        let entry = try enter(for: death)
        wait(for: death, entry)
        var hasBegun = entry?.hasBegun(cloche) ?? false
        var isOver = entry?.isOver(cloche) ?? false
        switch death.victim {
        case .runner: killRunner()
        case .program(let signal):
            try killProgram {
                $0.signal(signal)
            } expecting: {
                $0 == 128 + signal
            }
        case .terminal:
            try killProgram {
                $0.hangUp()
            } expecting: {
                $0 != 128 + SIGKILL
            }
        }
        if death.victim == .program(SIGKILL), let entry {
            // What was shown in its last moments; after another end, it says more than that.
            hasBegun = hasBegun || entry.hasBegun(cloche)
            isOver = isOver || entry.isOver(cloche)
        }
        tell("\(death), \(isOver ? "the next prompt was shown" : hasBegun ? "it had begun" : "")")
        var end = ChaosEnd(place: place, before: hasBegun ? nil : before, entry: entry, hasBegun: hasBegun)
        if let entry {
            if isOver { model.arrive(entry.target) } else { model.allow([entry.target]) }
            let isLate = ContinuousClock.now - entry.time >= Self.settling
            if isOver, isLate, entry.cell != nil, let place { model.allow([place]) }
        }
        if let before = end.before { model.allow([before]) }
        before = nil
        if death.victim == .runner { return try recover() }
        if death.victim == .program(SIGKILL), Int.random(in: 0..<3, using: &random) == 0 {
            end.isDamaged = try damageJournal()
        }
        end.isTold = Int.random(in: 0..<4, using: &random) == 0
        if end.isTold { try dieOnTheWay() }
        try resume(after: end)
    }

    /// Enters what is to be disturbed.
    private mutating func enter(for death: ChaosDeath) throws -> ChaosEntry? {
        let cell: ChaosCell
        switch death.moment {
        case .prompt: return nil
        case .halfway: cell = .long(&random)
        case .rewriting: cell = .large(&random)
        case .entered, .growth:
            if !isBounded, Int.random(in: 0..<3, using: &random) == 0, let (line, target) = chooseTravel() {
                return try enter(line) { ChaosEntry(target: target, mark: $0) }
            }
            cell = Bool.random(using: &random) ? .long(&random) : chooseCell()
        }
        let number = prompt
        model.run(number, cell, before: death.victim == .runner ? before : nil)
        return try enter(cell.source) {
            ChaosEntry(cell: number, target: number, halfway: cell.halfway, mark: $0)
        }
    }

    private mutating func enter(
        _ line: String,
        _ entry: (ChaosJournal.Mark?) -> ChaosEntry
    ) throws -> ChaosEntry {
        tell("at \(prompt), being at \(model.expected): \(line)")
        try cloche.type(line, at: prompt)
        defer { cloche.enter() }
        return entry(journal.mark)
    }

    /// Waits for the moment.
    private func wait(for death: ChaosDeath, _ entry: ChaosEntry?) {
        let end = ContinuousClock.now + Self.longestMoment
        switch death.moment {
        case .prompt, .entered: cloche.pause(death.delay)
        case .halfway:
            cloche.pause(10_000_000) { entry?.hasBegun(cloche) ?? true }
            cloche.pause(death.delay)
        case .growth(let count):
            var (last, left) = (entry?.mark, count)
            while left > 0, ContinuousClock.now < end {
                usleep(50)
                let mark = journal.mark
                if mark != last { (last, left) = (mark, left - 1) }
            }
            usleep(death.delay)
        case .rewriting:
            while ContinuousClock.now < end, !journal.isRewritten, journal.mark?.file == entry?.mark?.file {
                usleep(50)
            }
            usleep(death.delay)
        }
    }

    /// Ends the program; nothing that it has started may stay.
    private func killProgram(_ strike: (PTY) -> Void, expecting isExpected: (Int32) -> Bool) throws {
        let children = cloche.children
        strike(cloche.terminal)
        let status = cloche.terminal.waitExit()
        guard isExpected(status) else { throw cloche.fail("the exit status is \(status)") }
        let end = ContinuousClock.now + .seconds(20)
        while children.contains(where: Processes.isRunning) {
            guard ContinuousClock.now < end else { throw cloche.fail("the sandbox outlives the program") }
            usleep(10_000)
        }
    }

    /// Kills the sandbox, and sometimes the next one too, as it starts.
    private mutating func killRunner() {
        let children = cloche.children
        for child in children { kill(child, SIGKILL) }
        guard Int.random(in: 0..<3, using: &random) == 0 else { return }
        let delay = UInt32.random(in: 0..<max(1, start / 2), using: &random)
        let end = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < end {
            let next = cloche.children.filter { !children.contains($0) }
            if !next.isEmpty {
                cloche.pause(delay)
                for child in next { kill(child, SIGKILL) }
                return tell("and the next sandbox after \(delay) µs")
            }
            cloche.pause(1000)
        }
    }

    /// Does to the end of the journal what a power loss may do to what was not on the disk.
    ///
    /// - Returns: Whether anything was done.
    private mutating func damageJournal() throws -> Bool {
        guard let now = journal.mark else { return false }
        let marks = marks.filter { $0.mark.file == now.file && $0.mark.size <= now.size }
        guard let first = Bool.random(using: &random) ? marks.last : marks.randomElement(using: &random) else {
            return false
        }
        let size = Int.random(in: first.mark.size...now.size, using: &random)
        let zeros = Bool.random(using: &random)
        guard size < now.size, let last = marks.last(where: { $0.mark.size <= size }) else { return false }
        model.allow(model.visited[last.visited...])
        try journal.lose(behind: size, as: zeros)
        tell("the journal of \(now.size) bytes has \(zeros ? "zeros behind" : "an end at") \(size)")
        return true
    }

    /// Kills a program that takes the session up.
    private mutating func dieOnTheWay() throws {
        cloche = try ChaosTerminal(program, ["--resume"])
        let delay = UInt32.random(in: 0...(start + start / 2), using: &random)
        cloche.pause(delay)
        try killProgram {
            $0.signal(SIGKILL)
        } expecting: {
            $0 == 128 + SIGKILL
        }
        tell("killed \(delay) µs after the start that resumes it")
    }
}
