/// Masks bytes that come in pieces: what may be the beginning of a secret waits for the next piece.
struct StreamMask: Sendable {
    private let mask: SecretMask
    private var writer: MaskWriter

    private var state = 0
    /// The ranges that were not written yet, each beginning behind the one before it.
    private var ranges: [MaskRange] = []
    /// The bytes that were not written yet, and the place of the first of them.
    private var waiting: [UInt8] = []
    private var first = 0

    /// Makes a mask for one stream.
    init(_ mask: SecretMask) {
        self.mask = mask
        writer = MaskWriter(labels: mask.labels)
    }

    /// Takes a piece, and returns what is sure to be no part of a secret, with the labels of those that are complete.
    mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        guard let automaton = mask.forward else { return bytes }
        for byte in bytes {
            waiting.append(byte)
            state = automaton.state(after: state, byte)
            let match = automaton.match(state)
            if match.length > 0 { add(MaskRange(start: end - match.length, end: end, label: match.label)) }
        }
        return write(upTo: end - automaton.depth(state))
    }

    /// The number of bytes that wait.
    var waitingCount: Int { waiting.count }

    /// Gives up a byte or two that wait, so that no ordinary text is late.
    ///
    /// With what was given up before they are an eighth of the shortest secret at most, and the rest of it is masked where it follows.
    mutating func release() -> [UInt8] {
        let begun = mask.forward?.depth(state) ?? 0
        return begun <= min(2, mask.shortest / 8) ? flush() : []
    }

    /// Gives up all that waits: nothing follows, or not for a while.
    ///
    /// - Parameter isCut: Whether the rest was cut off, so that the beginning of a secret may be one.
    /// - Returns: The bytes that waited, or what stands for them.
    mutating func flush(isCut: Bool = false) -> [UInt8] {
        guard let automaton = mask.forward else { return [] }
        let depth = automaton.depth(state)
        if isCut, depth >= SecretSpellings.shortest {
            add(MaskRange(start: end - depth, end: end, label: automaton.label(state)))
        }
        return write(upTo: end)
    }

    /// The place behind the last byte.
    private var end: Int { first + waiting.count }

    /// Adds a range that ends behind all others; those that it covers go.
    private mutating func add(_ range: MaskRange) {
        while let last = ranges.last, last.start >= range.start { ranges.removeLast() }
        ranges.append(range)
    }

    private mutating func write(upTo limit: Int) -> [UInt8] {
        var output: [UInt8] = []
        let sure = ranges.prefix { $0.start < limit }
        for range in sure { writer.write(range, of: waiting, from: first, to: &output) }
        ranges.removeFirst(sure.count)
        writer.write(upTo: limit, of: waiting, from: first, to: &output)
        let done = min(max(0, writer.position - first), waiting.count)
        waiting.removeFirst(done)
        first += done
        return output
    }
}
