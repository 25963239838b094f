/// What libedit says of its keymaps when it is asked for them: `bind` without arguments.
struct KeyListing: Equatable, Sendable {
    /// What each key of the emacs keymap or of vi's insert mode runs, by its caret notation.
    var editing: [String: String] = [:]
    /// The same for vi's command mode.
    var viCommands: [String: String] = [:]
    /// The same for keys that send more than one character; libedit has one list of them for both.
    var sequences: [String: String] = [:]

    /// An empty one.
    init() {}

    /// Reads a listing; lines of other shapes are skipped.
    init(_ text: String) {
        var section = Section.none
        for line in text.split(separator: "\n") {
            if let heading = Section(rawValue: String(line)) {
                section = heading
                continue
            }
            guard let (keys, command) = Self.row(String(line)) else { continue }
            for key in keys { add(key, command, to: section) }
        }
    }

    private enum Section: String {
        case none = ""
        case editing = "Standard key bindings"
        case viCommands = "Alternative key bindings"
        case sequences = "Multi-character bindings"
        case arrows = "Arrow key bindings"
    }

    private mutating func add(_ key: String, _ command: String, to section: Section) {
        switch section {
        case .editing: editing[key] = command
        case .viCommands: viCommands[key] = command
        case .sequences: sequences[key] = command
        case .none, .arrows: break
        }
    }

    /// `"^A"  ->  ed-move-to-beg`, or a range as `"^B" to "^C"  ->  ed-insert`.
    private static func row(_ line: String) -> (keys: [String], command: String)? {
        guard line.hasPrefix("\""), let arrow = line.range(ofLast: "->") else { return nil }
        let command = line[arrow.upperBound...].trimmed
        let keys = line[..<arrow.lowerBound].trimmed
        guard keys.count >= 3, keys.hasSuffix("\"") else { return nil }
        let inner = keys.dropFirst().dropLast()
        if let separator = inner.range(ofLast: "to"), let firstEnd = inner[..<separator.lowerBound].lastIndex(of: "\""),
            inner[separator.upperBound...].trimmed.hasPrefix("\"")
        {
            let last = String(inner[separator.upperBound...].trimmed.dropFirst())
            return (range(from: String(inner[..<firstEnd]), to: last), String(command))
        }
        return ([String(inner)], String(command))
    }

    private static func range(from first: String, to last: String) -> [String] {
        guard let start = code(first), let end = code(last), start <= end else { return [] }
        return (start...end).map { KeyName.caret([Unicode.Scalar($0)]) }
    }

    private static func code(_ key: String) -> UInt8? {
        let scalars = Array(key.unicodeScalars)
        if scalars.count == 1 { return UInt8(exactly: scalars[0].value) }
        guard scalars.count == 2, scalars[0] == "^", scalars[1].isASCII else { return nil }
        return UInt8(scalars[1].value) ^ 0x40
    }
}

extension StringProtocol {
    fileprivate var trimmed: SubSequence {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? start
        return self[start..<end]
    }

    fileprivate func range(ofLast word: String) -> Range<Index>? {
        var end = endIndex
        while end > startIndex {
            let start = index(end, offsetBy: -word.count, limitedBy: startIndex)
            guard let start else { return nil }
            if self[start..<end] == word { return start..<end }
            end = index(before: end)
        }
        return nil
    }
}
