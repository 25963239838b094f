/// How far the stopping of a cell has come: first it is interrupted, then its sandbox is ended.
struct StoppingLadder: Equatable, Sendable {
    /// Why a cell is stopped.
    enum Reason: String, Sendable {
        case timeout, user, memory
    }

    /// What is to be done after a step on the ladder.
    enum Action: Sendable {
        case nothing, interrupt, terminate
    }

    /// Why the cell is being stopped; nil where it is not.
    private(set) var reason: Reason?

    /// The reason as the audit log names it.
    var reasonName: String { reason?.rawValue ?? "" }

    /// True once the sandbox is being ended.
    private(set) var isTerminating = false

    /// Takes a wish to stop the cell: the first one interrupts it, a second one of the user ends its sandbox.
    ///
    /// A cell that uses too much memory could use up the machine's while it is interrupted: its sandbox ends at once.
    mutating func stop(_ reason: Reason) -> Action {
        if reason == .memory, !isTerminating {
            self.reason = reason
            return terminate()
        }
        guard self.reason != nil else {
            self.reason = reason
            return .interrupt
        }
        return reason == .user ? terminate() : .nothing
    }

    /// Takes the end of the time that an interrupted cell had.
    mutating func graceIsOver() -> Action { reason == nil ? .nothing : terminate() }

    private mutating func terminate() -> Action {
        guard !isTerminating else { return .nothing }
        isTerminating = true
        return .terminate
    }
}
