import ClocheTestSupport

/// Something that is typed at a prompt, and what it does to the state.
struct ChaosCell {
    /// What is typed.
    var source: String

    /// The tokens that it takes in, in order.
    var tokens: [Int]

    /// What it makes the large value of.
    var junk: Int?

    /// What it shows when it is half-way, which the source does not have in one piece.
    var halfway: String?

    /// A cell that is over at once.
    static func quick(_ random: inout SplitMix) -> ChaosCell {
        let token = Self.token(&random)
        return ChaosCell(source: "step(\(token))", tokens: [token])
    }

    /// A cell whose checkpoint is large.
    static func large(_ random: inout SplitMix) -> ChaosCell {
        let (token, junk) = (Self.token(&random), Self.token(&random))
        let size = Int.random(in: 300_000...900_000, using: &random)
        return ChaosCell(source: "step(\(token)); fill(\(junk), \(size))", tokens: [token], junk: junk)
    }

    /// A cell that takes a while, sleeping or computing, with one half of its effects before that and one after.
    static func long(_ random: inout SplitMix) -> ChaosCell {
        let tokens = [Self.token(&random), Self.token(&random)]
        let pause = Bool.random(using: &random) ? "spin(0.6)" : "time.sleep(0.6)"
        let source = "step(\(tokens[0])); print('half', \(tokens[1]), sep=''); \(pause); step(\(tokens[1]))"
        return ChaosCell(source: source, tokens: tokens, halfway: "half\(tokens[1])")
    }

    /// The state after it.
    func state(after state: ChaosState) -> ChaosState {
        var state = state
        for token in tokens { state.step(token) }
        if let junk { state.junk = junk }
        return state
    }

    private static func token(_ random: inout SplitMix) -> Int { Int.random(in: 1..<100_000, using: &random) }
}
