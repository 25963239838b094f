/// What can be told from uv's words where it found no solution.
///
/// The words are those of uv 0.13.9; what they do not match is shown as it is.
struct UvReport: Sendable, Equatable {
    /// The reasons as one sentence, without hints and control characters.
    let cause: String

    /// The names of packages that no place has, normalized, in order.
    let unknown: [String]

    /// The names of packages without a wheel for this platform, normalized, in order.
    let unusable: [String]

    /// The platforms that there are wheels for.
    let platforms: [String]

    /// The version of Python that a package needs, such as `Python>=3.15`.
    let python: String?

    /// True where an index did not answer.
    let isUnreachable: Bool

    /// True where a requirement or a file is malformed.
    let isMalformed: Bool

    /// True where what the user gave is malformed, so that other sources do not help.
    let isFinal: Bool

    private static let unreachable = [
        "error sending request", "Failed to fetch", "dns error", "operation timed out", "tcp connect error",
    ]
    private static let malformed = [
        "Couldn't parse", "Failed to read", "Failed to extract", "Distribution not found", "Invalid zip",
        "Metadata field", "does not match expected", "Unsupported requirement", "Unexpected '",
    ]

    /// Reads the standard error of uv.
    init(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map(Self.printable)
        let reasons = lines.filter { !$0.contains("hint: ") && !$0.hasPrefix("warning: ") }
        let hints = lines.filter { $0.contains("hint: ") }
        let sentence = reasons.map { line in
            line.split(separator: " ").filter { !["error:", "cause:"].contains($0) }.joined(separator: " ")
        }
        let whole = UvWording.sentence(of: sentence)
        cause = whole.count > 1000 ? whole.prefix(1000) + "…" : whole
        unknown = Self.words(before: " was not found in the ", in: whole)
        let named = hints.flatMap { Self.quoted(after: "heels are required for ", in: $0) }
        let found = hints.flatMap { Self.quoted(after: "found wheels for ", in: $0) }
        let available = hints.flatMap { Self.quoted(after: "heels are available for ", in: $0) }
        let said =
            Self.words(before: " has no usable wheels", in: whole)
            + Self.words(before: " has no wheels with", in: whole)
        unusable = Self.unique(named + found + available + said)
        platforms = hints.filter { $0.contains("on the following platform") }.flatMap { hint in
            hint.split(separator: "`").dropFirst(3).enumerated().filter { $0.offset % 2 == 0 }.map {
                String($0.element)
            }
        }
        python = whole.firstRange(of: "does not satisfy Python").map { range in
            "Python" + whole[range.upperBound...].prefix { !$0.isWhitespace && $0 != "," }
        }
        isUnreachable = Self.unreachable.contains { text.contains($0) }
        isMalformed = Self.malformed.contains { text.contains($0) }
        isFinal = text.contains(/Couldn't parse|Unexpected '|Failed to read `[^`]* @ file:/)
    }

    private static func printable(_ line: Substring) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
    }

    /// The names of packages that stand before a phrase.
    private static func words(before phrase: String, in text: String) -> [String] {
        let parts = text.ranges(of: phrase).map { text[..<$0.lowerBound] }
        return unique(
            parts.compactMap { part in part.split(separator: " ").last.flatMap { PackageName.ofRequirement($0) } }
        )
    }

    /// The name in backticks after a phrase.
    private static func quoted(after phrase: String, in text: String) -> [String] {
        text.ranges(of: phrase).compactMap { range in
            let rest = text[range.upperBound...]
            guard rest.first == "`" else { return nil }
            return PackageName.ofRequirement(rest.dropFirst().prefix { $0 != "`" })
        }
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
