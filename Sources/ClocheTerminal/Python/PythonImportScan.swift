/// Collects the modules that statements import, statement by statement, and knows which of them may be missing.
struct PythonImportScan {
    /// A block whose imports may not be needed.
    private struct Block {
        enum Kind: Equatable {
            /// The body of a `try`; what it catches is not known before its handlers are.
            case attempt(Int)
            /// One whose imports may fail, or never happen.
            case optional
        }

        let indentation: Int
        let kind: Kind
    }

    private struct Found {
        let name: String
        let attempts: [Int]
    }

    private var found: [Found] = []
    private var blocks: [Block] = []
    private var attempts = 0
    /// The `try` that a handler at an indentation belongs to.
    private var handled: [Int: Int] = [:]
    /// Those that catch what a missing module raises.
    private var catching: Set<Int> = []

    /// The names that are needed, in order.
    var modules: [String] {
        found.filter { $0.attempts.allSatisfy { !catching.contains($0) } }.map(\.name)
    }

    /// Takes the next statement.
    mutating func add(_ line: PythonLogicalLine) {
        while let last = blocks.last, last.indentation >= line.indentation { blocks.removeLast() }
        var parts = line.words.split { $0.kind == .semicolon }[...]
        guard var first = parts.popFirst() else { return }
        first = open(first, at: line.indentation)
        guard !blocks.contains(where: { $0.kind == .optional }) else { return }
        for part in [first] + parts { take(part) }
    }

    /// Opens the block that a compound statement begins.
    ///
    /// - Returns: What stands behind its colon, or the whole of a simple statement.
    private mutating func open(
        _ words: ArraySlice<PythonLogicalLine.Word>,
        at indentation: Int
    ) -> ArraySlice<PythonLogicalLine.Word> {
        guard let colon = words.firstIndex(where: { $0.kind == .colon && $0.depth == 0 }) else { return words }
        let head = words[..<colon]
        let names = head.filter { $0.kind == .name }.map(\.text)
        switch names.first {
        case "try":
            attempts += 1
            handled[indentation] = attempts
            blocks.append(Block(indentation: indentation, kind: .attempt(attempts)))
        case "except" where catches(names.dropFirst()):
            if let attempt = handled[indentation] { catching.insert(attempt) }
            blocks.append(Block(indentation: indentation, kind: .optional))
        case "with" where names.contains("suppress") && !PythonImports.importErrors.isDisjoint(with: names),
            "if" where names.last == "TYPE_CHECKING" && !names.contains("not"):
            blocks.append(Block(indentation: indentation, kind: .optional))
        default: break
        }
        return words[words.index(after: colon)...]
    }

    /// Whether a handler of these names, or of none, takes the exception of a missing module.
    private func catches(_ names: some Collection<String>) -> Bool {
        names.isEmpty || !PythonImports.importErrors.isDisjoint(with: names)
    }

    /// Takes the modules of a simple statement.
    private mutating func take(_ words: ArraySlice<PythonLogicalLine.Word>) {
        switch words.first?.text {
        case "import":
            for clause in words.dropFirst().split(whereSeparator: { $0.kind == .comma }) { note(clause.first) }
        // A relative import has a dot there.
        case "from" where words.contains { $0.text == "import" }: note(words.dropFirst().first)
        default: break
        }
    }

    private mutating func note(_ word: PythonLogicalLine.Word?) {
        guard let word, word.kind == .name, !PythonVocabulary.keywords.contains(word.text) else { return }
        let around = blocks.compactMap { block -> Int? in
            if case .attempt(let attempt) = block.kind { attempt } else { nil }
        }
        found.append(Found(name: word.text, attempts: around))
    }
}
