import ClocheTerminal
import Synchronization

/// Answers requests for completions: `p...` and `r...` from a few builtins, `i...` with many names, `s...` late.
final class ScriptedCompleter: Sendable {
    private static let names =
        ["print", "property", "range", "repr", "reversed", "round", "slow", "slower", "naïve", "日本"]
        + (10..<50).map { "item\($0)" }

    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    func complete(_ request: CompletionRequest) async -> Completions {
        let word = request.before.reversed().prefix { $0.isLetter || $0.isNumber }.reversed()
        if word.first == "s" { await withCheckedContinuation { next in waiting.withLock { $0.append(next) } } }
        let candidates = Self.names.filter { $0.starts(with: word) }.map { Completion($0, detail: "function") }
        return Completions(replaced: word.count, candidates: candidates)
    }

    /// Lets the answers go that are late.
    func release() {
        let released = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for next in released { next.resume() }
    }
}
