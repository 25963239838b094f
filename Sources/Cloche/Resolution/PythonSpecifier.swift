/// A specifier of versions by PEP 440, such as `>=3.11,<4`, for versions of Python: releases only.
struct PythonSpecifier: Sendable, Equatable {
    private struct Clause: Sendable, Equatable {
        var operation: String
        var release: [Int]
        var isPrefix: Bool
    }

    private static let operations = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"]
    private var clauses: [Clause] = []

    /// Reads a specifier; nil where it is none.
    init?(_ text: String) {
        for part in text.split(separator: ",") {
            let clause = part.filter { $0 != " " }
            guard let operation = Self.operations.first(where: { clause.hasPrefix($0) }) else { return nil }
            var version = clause.dropFirst(operation.count)
            let isPrefix = version.hasSuffix(".*")
            if isPrefix { version = version.dropLast(2) }
            // What follows the release (3.15rc1) is close enough to the release itself.
            let digits = version.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let release = digits.split(separator: ".").map { Int($0) }
            guard !release.isEmpty, !release.contains(nil), operation != "~=" || release.count > 1 else { return nil }
            clauses.append(Clause(operation: operation, release: release.compactMap { $0 }, isPrefix: isPrefix))
        }
    }

    /// Whether a version such as `3.14.2` is one of those that the specifier means.
    func contains(_ version: String) -> Bool {
        let release = version.split(separator: ".").compactMap { Int($0) }
        return clauses.allSatisfy { Self.holds($0, release) }
    }

    private static func holds(_ clause: Clause, _ version: [Int]) -> Bool {
        let isBelow = padded(version, clause).lexicographicallyPrecedes(padded(clause.release, clause))
        let isEqual = padded(version, clause) == padded(clause.release, clause)
        let isPrefix = Array(version.prefix(clause.release.count)) == clause.release
        switch clause.operation {
        case "==", "===": return clause.isPrefix ? isPrefix : isEqual
        case "!=": return !(clause.isPrefix ? isPrefix : isEqual)
        case "<": return isBelow
        case "<=": return isBelow || isEqual
        case ">": return !isBelow && !isEqual
        case "~=": return !isBelow && version.starts(with: clause.release.dropLast())
        default: return !isBelow
        }
    }

    private static func padded(_ release: [Int], _ clause: Clause) -> [Int] {
        release + Array(repeating: 0, count: max(0, max(3, clause.release.count) - release.count))
    }
}
