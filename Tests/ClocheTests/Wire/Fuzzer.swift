import Foundation

/// Makes input for decoders: random bytes, and samples that are mutated or cut short.
struct Fuzzer {
    /// How long one suite fuzzes, in seconds.
    static let seconds = 2.0

    private var state: UInt64
    private let samples: [[UInt8]]

    /// Makes a fuzzer, and prints its seed; `CLOCHE_FUZZ_SEED` repeats a run.
    init(_ name: String, samples: [[UInt8]]) {
        let given = ProcessInfo.processInfo.environment["CLOCHE_FUZZ_SEED"].flatMap(UInt64.init)
        state = given ?? UInt64.random(in: 0 ... .max)
        self.samples = samples
        print("fuzzing \(name) with CLOCHE_FUZZ_SEED=\(state)")
    }

    /// Calls the body with one input after the other until the time is up.
    mutating func run(_ body: (_ input: [UInt8], _ fuzzer: inout Fuzzer) -> Void) {
        let end = Date().addingTimeInterval(Self.seconds)
        repeat {
            for _ in 0..<20 { body(input(), &self) }
        } while Date() < end
    }

    /// A random number below a bound.
    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    private mutating func input() -> [UInt8] {
        switch number(below: 8) {
        case 0: return (0..<number(below: 200)).map { _ in UInt8(truncatingIfNeeded: next()) }
        case 1:
            let sample = sample()
            return Array(sample.prefix(number(below: sample.count + 1)))
        default: return mutated(sample())
        }
    }

    private mutating func sample() -> [UInt8] { samples.isEmpty ? [] : samples[number(below: samples.count)] }

    private mutating func mutated(_ sample: [UInt8]) -> [UInt8] {
        var bytes = sample
        for _ in 0...number(below: 4) where !bytes.isEmpty {
            let index = number(below: bytes.count)
            switch number(below: 6) {
            case 0: bytes[index] ^= UInt8(1 << number(below: 8))
            case 1: bytes[index] = [0, 1, 0x7f, 0x80, 0xff][number(below: 5)]
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(UInt8(truncatingIfNeeded: next()), at: index)
            case 4: bytes.insert(contentsOf: bytes[index...].prefix(number(below: 40)), at: number(below: bytes.count))
            default:
                bytes.replaceSubrange(index..<index, with: Array(Self.tokens[number(below: Self.tokens.count)].utf8))
            }
        }
        return bytes
    }

    /// SplitMix64, from Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    private static let tokens = [
        "-1", "1e999", "9223372036854775808", "null", "[[[[[[[[", "{\"\":", "\"\\ud800\"", "\u{0}", "true", "0.5",
    ]
}
