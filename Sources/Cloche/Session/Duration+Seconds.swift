extension Duration {
    /// The duration in seconds.
    var seconds: Double { self / .seconds(1) }

    /// Makes a duration of a number that was read from outside, which has to be finite, not negative and below a year.
    init(seconds: Double, at path: [any CodingKey] = []) throws {
        guard seconds.isFinite, (0...31_536_000).contains(seconds) else {
            let context = DecodingError.Context(codingPath: path, debugDescription: "\(seconds) s is no duration")
            throw DecodingError.dataCorrupted(context)
        }
        self = .seconds(seconds)
    }
}

extension Duration {
    /// The duration as a user reads it, such as `5 s` or `0.25 s`.
    var inSeconds: String {
        let milliseconds = Int((seconds * 1000).rounded())
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return "\(whole) s" }
        var digits = String(1000 + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits) s"
    }
}
