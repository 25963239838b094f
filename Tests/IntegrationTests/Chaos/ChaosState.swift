/// What `chaos.py` keeps, as far as a cell's outcome shows it.
struct ChaosState: Equatable {
    private static let modulus = 1_000_003

    /// How many tokens were taken in.
    var count = 0

    /// A sum over them that tells their order.
    var total = 7

    /// What the large value was made of.
    var junk = 0

    /// What the `state()` of `chaos.py` returns.
    var text: String { "state \(count) \(total) \(total) \(total) \(count) \(junk)" }

    /// Takes in a token.
    mutating func step(_ token: Int) {
        count += 1
        total = (total * 31 + token) % Self.modulus
    }
}
