/// A question for completions: the text of the cell and where the cursor is.
package struct CompletionRequest: Sendable, Equatable {
    /// The whole text of the cell.
    package let text: String
    /// What stands before the cursor.
    package let before: String

    /// Makes a request.
    package init(text: String, before: String) {
        self.text = text
        self.before = before
    }
}

/// The answer to a `CompletionRequest`.
package struct Completions: Sendable, Equatable {
    /// How many scalars before the cursor a candidate takes the place of.
    package let replaced: Int
    /// What may stand there.
    package let candidates: [Completion]

    /// Makes an answer; without candidates by default.
    package init(replaced: Int = 0, candidates: [Completion] = []) {
        self.replaced = replaced
        self.candidates = candidates
    }

    /// What all candidates begin with.
    var commonPrefix: String {
        guard var prefix = candidates.first?.text else { return "" }
        for candidate in candidates {
            prefix = String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
        return prefix
    }
}
