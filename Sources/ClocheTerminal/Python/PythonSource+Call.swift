extension PythonSource {
    /// What stands before an opening parenthesis.
    private enum Callee {
        /// Nothing that could be called: the parentheses hold an expression, or the parameters of a definition.
        case none
        /// What has no name, such as the result of another call.
        case unnamed
        case name(String)
    }

    /// The innermost call whose parentheses an offset stands in; nil in strings and comments, and outside of calls.
    func call(at offset: Int) -> CallContext? {
        let line = lineIndex(at: offset)
        let before = scan(before: offset, in: lines[line])
        guard !before.state.isInString, before.tokens.last?.kind != .comment else { return nil }
        // What follows the cursor can give another meaning to what stands before it: `{` and `{{`.
        let tokens = { $0 == line ? before.tokens : lines[$0].tokens }
        let nesting = before.state.nesting
        var place = PythonPlace(line: line, token: before.tokens.count)
        for level in nesting.indices.reversed() where nesting[level].string == nil {
            guard let opening = opening(ofLevel: level, before: place, tokens: tokens) else { return nil }
            place = opening
            guard nesting[level] == .bracket(UInt8(ascii: "(")) else { continue }
            switch callee(in: opening.line, tokens(opening.line)[..<opening.token]) {
            case .none: continue
            case .unnamed: return nil
            case .name(let name):
                let arguments = arguments(from: opening, through: line, tokens: tokens)
                return CallContext(callable: name, argument: arguments.argument, keyword: arguments.keyword)
            }
        }
        return nil
    }

    private func callee(in line: Int, _ tokens: ArraySlice<PythonToken>) -> Callee {
        let line = lines[line]
        var rest = tokens
        switch rest.last?.kind {
        case .closing, .string, .number: return .unnamed
        case .name: break
        default: return .none
        }
        var name = ""
        while let last = rest.last, last.kind == .name {
            let word = text(of: last, in: line)
            if name.isEmpty, PythonVocabulary.keywords.contains(word) { return .none }
            name = word + name
            rest.removeLast()
            guard let sign = rest.last, sign.kind == .dot else {
                let isDefined = rest.last.map { ["def", "class"].contains(text(of: $0, in: line)) } ?? false
                return isDefined ? .none : .name(name)
            }
            name = "." + name
            rest.removeLast()
        }
        return .unnamed
    }

    private func arguments(
        from opening: PythonPlace,
        through line: Int,
        tokens: (Int) -> [PythonToken]
    ) -> ArgumentCounter {
        var arguments = ArgumentCounter()
        let depth = tokens(opening.line)[opening.token].depth + 1
        for index in opening.line...line {
            let tokens = tokens(index)[(index == opening.line ? opening.token + 1 : 0)...]
            for token in tokens where token.depth == depth {
                arguments.add(token, text: text(of: token, in: lines[index]))
            }
        }
        return arguments
    }
}
