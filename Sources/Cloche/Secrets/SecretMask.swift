/// Puts names in the place of secret values: `[TOKEN]` for what the variable `TOKEN` holds.
///
/// A value is found as it is and as Python, JSON and HTML quote it, each of its lines too, and in a text that was cut
/// with `...`. What a cell encodes in its own way, reversed or in Base64, is not found.
public struct SecretMask: Sendable, Equatable {
    /// The longest value that can be masked, in bytes.
    static let longest = 64 << 10

    /// The beginning or end of a value that is cut off by `...` is masked from this many bytes on.
    private static let shortestCut = 4

    private struct Secret: Sendable, Equatable, Comparable {
        var name: String
        var value: String

        static func < (left: Self, right: Self) -> Bool { (left.name, left.value) < (right.name, right.value) }
    }

    private var secrets: [Secret] = []

    /// Finds the spellings from left to right, and backwards for what follows a cut.
    private(set) var forward: ByteAutomaton?
    private var backward: ByteAutomaton?

    /// What stands for each secret.
    private(set) var labels: [[UInt8]] = []

    /// The length of the shortest spelling.
    private(set) var shortest = 0

    /// Makes a mask that hides nothing.
    public init() {}

    /// Makes a mask of variables and their values; empty values hide nothing.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission` for a value that is too short or too long.
    public init(_ variables: [String: String]) throws(ClocheError) {
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            let length = SecretSpellings.length(of: value)
            guard length > 0 else { continue }
            guard length >= SecretSpellings.shortest else {
                let state = "its value has \(length) bytes, and less than \(SecretSpellings.shortest) cannot be masked"
                throw .invalidPermission("keep secret", .env, name, state)
            }
            guard length <= Self.longest else {
                throw .invalidPermission("keep secret", .env, name, "its value has more than \(Self.longest) bytes")
            }
            secrets.append(Secret(name: name, value: value))
        }
        build()
    }

    /// The names that stand for what is hidden, sorted.
    public var names: [String] { Set(secrets.map(\.name)).sorted() }

    /// Whether nothing is hidden.
    public var isEmpty: Bool { secrets.isEmpty }

    /// Compares what is hidden, and under which names.
    public static func == (left: Self, right: Self) -> Bool { left.secrets == right.secrets }

    /// Hides what another mask hides, too.
    mutating func add(_ other: SecretMask) {
        let new = other.secrets.filter { !secrets.contains($0) }
        guard !new.isEmpty else { return }
        secrets = (secrets + new).sorted()
        build()
    }

    private mutating func build() {
        labels = secrets.map { Array("[\($0.name)]".utf8) }
        let patterns = secrets.indices.flatMap { index in
            SecretSpellings.of(secrets[index].value).map { (bytes: $0, label: index) }
        }
        shortest = patterns.map(\.bytes.count).min() ?? 0
        guard !patterns.isEmpty else { return }
        forward = ByteAutomaton(patterns)
        backward = ByteAutomaton(patterns.map { (bytes: $0.bytes.reversed(), label: $0.label) })
    }

    /// The text with names in the place of values.
    public func masked(_ text: String) -> String {
        guard let forward, let backward else { return text }
        let bytes = Array(text.utf8)
        let cuts = Self.cuts(in: bytes)
        let ranges = Self.ranges(bytes, forward, cuts: cuts) + Self.rangesAfterCuts(bytes, backward, cuts)
        guard !ranges.isEmpty else { return text }
        var writer = MaskWriter(labels: labels)
        var masked: [UInt8] = []
        for range in ranges.sorted() { writer.write(range, of: bytes, from: 0, to: &masked) }
        writer.write(upTo: bytes.count, of: bytes, from: 0, to: &masked)
        return String(decoding: masked, as: UTF8.self)
    }

    private static func ranges(_ bytes: [UInt8], _ automaton: ByteAutomaton, cuts: Set<Int>) -> [MaskRange] {
        var ranges: [MaskRange] = []
        var state = 0
        for (index, byte) in bytes.enumerated() {
            if automaton.depth(state) >= shortestCut, cuts.contains(index) {
                let start = index - automaton.depth(state)
                ranges.append(MaskRange(start: start, end: index, label: automaton.label(state)))
            }
            state = automaton.state(after: state, byte)
            let match = automaton.match(state)
            if match.length > 0 {
                ranges.append(MaskRange(start: index + 1 - match.length, end: index + 1, label: match.label))
            }
        }
        return ranges
    }

    private static func rangesAfterCuts(
        _ bytes: [UInt8],
        _ automaton: ByteAutomaton,
        _ cuts: Set<Int>
    ) -> [MaskRange] {
        guard !cuts.isEmpty else { return [] }
        var ranges: [MaskRange] = []
        var state = 0
        for index in bytes.indices.reversed() {
            state = automaton.state(after: state, bytes[index])
            if automaton.depth(state) >= shortestCut, cuts.contains(index - 3) {
                let end = index + automaton.depth(state)
                ranges.append(MaskRange(start: index, end: end, label: automaton.label(state)))
            }
        }
        return ranges
    }

    /// The places of `...`.
    private static func cuts(in bytes: [UInt8]) -> Set<Int> {
        let dot = UInt8(ascii: ".")
        var cuts: Set<Int> = []
        for index in bytes.indices.dropLast(2)
        where bytes[index] == dot && bytes[index + 1] == dot && bytes[index + 2] == dot {
            cuts.insert(index)
        }
        return cuts
    }
}
