/// A line of a requirements.txt, told apart as pip tells it apart.
enum RequirementLine: Sendable, Equatable {
    /// A requirement by PEP 508, the URL of a wheel or its path, with the SHA-256 that a file may have, in hex digits;
    /// nil where the line gives no hash of any kind.
    case requirement(String, hashes: Set<String>?)
    /// Another file that counts as if it stood here.
    case include(String)
    /// A file that limits the versions of what is installed anyway.
    case constraint(String)
    /// A project that is to be installed as it lies there.
    case editable(String)
    /// A folder or a page with links to wheels.
    case links(String)
    /// Every package needs a hash.
    case requireHashes
    /// Another option, such as `--index-url`.
    case option(String)

    private static let valued: [(names: [String], make: @Sendable (String) -> RequirementLine)] = [
        (["-r", "--requirement"], { .include($0) }), (["-c", "--constraint"], { .constraint($0) }),
        (["-e", "--editable"], { .editable($0) }), (["-f", "--find-links"], { .links($0) }),
    ]

    /// Reads one logical line.
    init(_ line: String) {
        guard line.hasPrefix("-") else {
            self = Self.requirement(line)
            return
        }
        for (names, make) in Self.valued {
            guard let value = names.compactMap({ Self.value(of: $0, in: line) }).first else { continue }
            self = make(value)
            return
        }
        self = line == "--require-hashes" ? .requireHashes : .option(line)
    }

    /// What stands behind an option: `-r x`, `-rx`, `--requirement x` or `--requirement=x`.
    private static func value(of name: String, in line: String) -> String? {
        guard line.hasPrefix(name) else { return nil }
        let rest = line.dropFirst(name.count)
        let isLong = name.hasPrefix("--")
        guard !isLong || rest.first.map({ "= \t".contains($0) }) ?? true else { return nil }
        let value = isLong && rest.first == "=" ? rest.dropFirst() : rest
        return String(value.drop { $0 == " " || $0 == "\t" })
    }

    private static func requirement(_ line: String) -> RequirementLine {
        let text = line.firstRange(of: /[ \t]--/).map { line[..<$0.lowerBound] } ?? line[...]
        let words = line.dropFirst(text.count).split(whereSeparator: { " \t=".contains($0) })
        var hashes: Set<String>?
        for (option, value) in zip(words, words.dropFirst()) where option == "--hash" {
            let sha256 = value.hasPrefix("sha256:") ? [value.dropFirst("sha256:".count).lowercased()] : []
            hashes = (hashes ?? []).union(sha256)
        }
        return .requirement(trimmed(text), hashes: hashes)
    }
}

extension RequirementLine {
    /// A logical line with the number of the line that it begins in.
    struct Numbered: Sendable, Equatable {
        var number: Int
        var text: String
    }

    /// The logical lines of a requirements.txt, without comments and what is empty: a backslash at its end joins a line
    /// with the next one, unless that is a comment.
    static func lines(of text: String) -> [Numbered] {
        var lines: [Numbered] = []
        var open: Numbered?
        let whole = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for (index, line) in whole.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let isComment = line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#")
            let isOpen = line.hasSuffix("\\") && !isComment
            var joined = open ?? Numbered(number: index + 1, text: "")
            // Without the space, a comment that ends a joined line would be no comment.
            joined.text += (isComment ? " " : "") + (isOpen ? line.dropLast() : line)
            open = isOpen ? joined : nil
            if !isOpen { lines.append(joined) }
        }
        return (lines + [open].compactMap { $0 }).compactMap { line in
            let text = withoutComment(line.text)
            return text.isEmpty ? nil : Numbered(number: line.number, text: text)
        }
    }

    /// A line without its comment, and without spaces at its ends.
    private static func withoutComment(_ line: String) -> String {
        var previous: Character = " "
        let code = line.prefix { character in
            defer { previous = character }
            return character != "#" || !(previous == " " || previous == "\t")
        }
        return trimmed(code)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }.map(start.index(after:)) ?? start.startIndex
        return String(start[..<end])
    }
}
