import ClocheTestSupport
import Foundation

/// Who is killed how, and when.
struct ChaosDeath {
    enum Victim: Equatable {
        /// The program, by a signal.
        case program(Int32)
        /// The program loses its terminal.
        case terminal
        /// The sandbox.
        case runner
    }

    enum Moment: Equatable {
        /// At a prompt.
        case prompt
        /// After something was entered.
        case entered
        /// When the cell has shown that it is half-way.
        case halfway
        /// When the journal has grown so many times after something was entered.
        case growth(Int)
        /// When the journal is being rewritten, or has grown.
        case rewriting
    }

    var victim: Victim
    var moment: Moment

    /// How long after that, in microseconds.
    var delay: UInt32

    /// Chooses one.
    init(_ random: inout SplitMix) {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: victim = .runner
        case 8..<15: victim = .program(SIGKILL)
        case 15, 16: victim = .program(SIGTERM)
        case 17, 18: victim = .program(SIGHUP)
        default: victim = .terminal
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: (moment, delay) = (.prompt, UInt32.random(in: 0..<60_000, using: &random))
        case 1...4: (moment, delay) = (.entered, UInt32.random(in: 0..<400_000, using: &random))
        case 5, 6: (moment, delay) = (.halfway, UInt32.random(in: 0..<700_000, using: &random))
        case 7, 8:
            (moment, delay) = (
                .growth(Int.random(in: 1...4, using: &random)), UInt32.random(in: 0..<800, using: &random)
            )
        default: (moment, delay) = (.rewriting, UInt32.random(in: 0..<5_000, using: &random))
        }
    }
}
