/// A text copied out of a session: what was typed stands behind prompts, with the outputs between.
///
/// Knows the prompts of CPython, which doctests have too, of IPython, and of cloche.
struct PastedSession {
    private enum Style {
        case cpython, ipython
    }

    private enum Line {
        case first(ArraySlice<Unicode.Scalar>)
        case continuation(ArraySlice<Unicode.Scalar>)
        case output
    }

    /// What was typed, without prompts and outputs.
    let source: [Unicode.Scalar]

    /// Reads a session; nil where the text does not start with a prompt.
    init?(_ text: [Unicode.Scalar]) {
        let start = text.drop { $0 == " " || $0 == "\n" }
        let style: Style
        if Self.behind(">>>", in: start) != nil {
            style = .cpython
        } else if Self.behindInput(start) != nil || Self.behind("...:", in: start) != nil {
            style = .ipython
        } else {
            return nil
        }
        var source: [Unicode.Scalar] = []
        var isTyped = true
        for line in text[...].split(separator: "\n", omittingEmptySubsequences: false) {
            switch Self.classify(line, style: style) {
            case .first(let rest):
                isTyped = true
                source += rest + ["\n"]
            case .continuation(let rest) where isTyped: source += rest + ["\n"]
            case .continuation, .output: isTyped = false
            }
        }
        self.source = Array(source.dropLast())
    }

    private static func classify(_ line: ArraySlice<Unicode.Scalar>, style: Style) -> Line {
        let text = line.drop { $0 == " " }
        let first = style == .cpython ? behind(">>>", in: text) : behindInput(text)
        if let first { return .first(first) }
        if let rest = behind(style == .cpython ? "..." : "...:", in: text) { return .continuation(rest) }
        return .output
    }

    /// What follows `In [3]:`, before which cloche may show what it grants, as in `[read /data] In [3]:`.
    private static func behindInput(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
        var rest = text
        if rest.first == "[", let end = line(rest).firstIndex(of: "]") { rest = rest[(end + 1)...].drop { $0 == " " } }
        guard rest.starts(with: "In [".unicodeScalars) else { return nil }
        rest = rest.dropFirst(4)
        let number = rest.prefix { ("0"..."9").contains($0) }
        return number.isEmpty ? nil : behind("]:", in: rest.dropFirst(number.count))
    }

    /// What follows a prompt and one space, if the text begins with it.
    private static func behind(
        _ prompt: String,
        in text: ArraySlice<Unicode.Scalar>
    ) -> ArraySlice<Unicode.Scalar>? {
        guard text.starts(with: prompt.unicodeScalars) else { return nil }
        let rest = text.dropFirst(prompt.unicodeScalars.count)
        switch rest.first {
        case nil, "\n": return rest.prefix(0)
        case " ": return rest.dropFirst()
        default: return nil
        }
    }

    private static func line(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        text.prefix { $0 != "\n" }
    }
}
