/// How long something took each time, in milliseconds.
struct Times {
    private var milliseconds: [Double] = []

    /// The one in the middle.
    var median: Double { milliseconds.sorted()[milliseconds.count / 2] }

    /// The longest.
    var maximum: Double { milliseconds.max() ?? 0 }

    /// Does something and takes in how long it took.
    mutating func add<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        let value = try await body()
        milliseconds.append((.now - start) / .milliseconds(1))
        return value
    }
}

/// The median time of something that is done so often, in milliseconds.
func median(of count: Int, _ body: () async throws -> Void) async throws -> Double {
    var times = Times()
    for _ in 0..<count { try await times.add(body) }
    return times.median
}
