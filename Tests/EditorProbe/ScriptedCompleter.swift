import ClocheTerminal
import Synchronization

/// Answers requests for completions: `p...` and `r...` from a few builtins, `i...` with many names, `s...` late.
final class ScriptedCompleter: Sendable {
    private static let names =
        ["print", "property", "range", "repr", "reversed", "round", "slow", "slower", "naïve", "日本"]
        + (10..<50).map { "item\($0)" }

    private struct Gate {
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// How many late answers may go before they are asked for.
        var permits = 0
    }

    private let gate = Mutex(Gate())

    func complete(_ request: CompletionRequest) async -> Completions {
        let word = request.before.reversed().prefix { $0.isLetter || $0.isNumber }.reversed()
        if word.first == "s" { await permission() }
        let candidates = Self.names.filter { $0.starts(with: word) }.map { Completion($0, detail: "function") }
        return Completions(replaced: word.count, candidates: candidates)
    }

    /// Lets a late answer go.
    func release() {
        let next = gate.withLock { gate in
            guard gate.waiting.isEmpty else { return Optional(gate.waiting.removeFirst()) }
            gate.permits += 1
            return nil
        }
        next?.resume()
    }

    private func permission() async {
        await withCheckedContinuation { next in
            let mayGo = gate.withLock { gate in
                guard gate.permits > 0 else {
                    gate.waiting.append(next)
                    return false
                }
                gate.permits -= 1
                return true
            }
            if mayGo { next.resume() }
        }
    }
}
