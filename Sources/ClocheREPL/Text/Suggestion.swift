/// Finds what somebody who mistyped a word probably meant.
package enum Suggestion {
    /// Returns the candidate nearest to a word, or nil when none is near enough to be a typing mistake.
    ///
    /// Near enough means at most one edit in every two letters; a word that begins a candidate is always near.
    package static func nearest(to word: String, in candidates: [String]) -> String? {
        let beginnings = candidates.filter { !word.isEmpty && $0.hasPrefix(word) }
        if let shortest = beginnings.min(by: { $0.count < $1.count }) { return shortest }
        guard let best = closest(to: word, in: candidates) else { return nil }
        return distance(word, best) * 2 <= max(word.count, best.count) ? best : nil
    }

    /// Returns the candidate with the fewest edits, however many they are, where each letter of a common beginning makes
    /// up for one; the first one of several.
    package static func closest(to word: String, in candidates: [String]) -> String? {
        let ranked = candidates.map { candidate in
            (candidate: candidate, edits: distance(word, candidate) - zip(word, candidate).prefix { $0 == $1 }.count)
        }
        return ranked.min { $0.edits < $1.edits }?.candidate
    }

    /// Counts insertions, removals, substitutions and swaps of neighbours (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased())
        let right = Array(right.lowercased())
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftLetter) in left.enumerated() {
            var current = [row + 1]
            for (column, rightLetter) in right.enumerated() {
                let substitution = previous[column] + (leftLetter == rightLetter ? 0 : 1)
                var edits = min(substitution, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, leftLetter == right[column - 1], left[row - 1] == rightLetter {
                    edits = min(edits, beforePrevious[column - 1] + 1)
                }
                current.append(edits)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
