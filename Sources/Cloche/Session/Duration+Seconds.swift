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
