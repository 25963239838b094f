import Foundation
import Testing

extension EndToEnd {
    /// Kills cloche and its sandbox at random moments, and compares the state after that with what it has to be.
    @Suite(
        "Chaos",
        .enabled(if: Program.hasRuntime, "there is no runtime on this machine"),
        .enabled(if: Processes.areListed, "processes cannot be listed on this machine")
    )
    struct ChaosTests {
        /// What everything random is made from; the moments still depend on how busy the machine is.
        private static let seed: UInt64 = {
            let seed = number("CLOCHE_CHAOS_SEED").flatMap(UInt64.init(exactly:)) ?? UInt64.random(in: 0..<1_000_000)
            FileHandle.standardError.write(Data("chaos: CLOCHE_CHAOS_SEED=\(seed)\n".utf8))
            return seed
        }()

        private static let rounds: Range<Int> = {
            let first = number("CLOCHE_CHAOS_FIRST") ?? 0
            return first..<first + (number("CLOCHE_CHAOS_ROUNDS") ?? 20)
        }()

        private static func number(_ name: String) -> Int? {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        }

        @Test("Whatever dies, nothing is lost but the cell that was running, which is named", arguments: rounds)
        func round(_ number: Int) throws {
            var round = try ChaosRound(number, seed: Self.seed)
            defer { round.remove() }
            do {
                try round.run()
            } catch {
                let again = "CLOCHE_CHAOS_SEED=\(Self.seed) CLOCHE_CHAOS_FIRST=\(number) CLOCHE_CHAOS_ROUNDS=1"
                Issue.record("\(error)\n\(again) did:\n\(round.story.joined(separator: "\n"))")
            }
        }
    }
}
