/// A place in a TOML text.
///
/// TOMLKit tells the places of syntax errors, but not those of keys and values.
struct TOMLPosition: Sendable, Equatable, Comparable {
    /// The line, counted from 1.
    let line: Int
    /// The column in characters, counted from 1.
    let column: Int

    static func < (left: TOMLPosition, right: TOMLPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    /// Finds a key of the outermost table: the first line that gives it a value or begins a table of its name.
    ///
    /// - Returns: The places of the key and of its value; both are the beginning where the text does not hold the key.
    static func find(_ key: String, in text: String) -> (key: TOMLPosition, value: TOMLPosition) {
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let body = line.drop { $0 == " " || $0 == "\t" || $0 == "[" }
            guard let rest = tail(of: body, after: key) else { continue }
            func position(_ index: Substring.Index) -> TOMLPosition {
                TOMLPosition(line: number + 1, column: line.distance(from: line.startIndex, to: index) + 1)
            }
            let value = rest.drop { $0 == " " || $0 == "\t" || $0 == "=" }
            return (position(body.startIndex), position(value.startIndex))
        }
        return (TOMLPosition(line: 1, column: 1), TOMLPosition(line: 1, column: 1))
    }

    /// Finds a key of a table, or the table's own head where the key is nil or not there.
    static func find(_ key: String?, inTable path: [String], in text: String) -> TOMLPosition {
        var place = find(path[0], in: text).key
        var isInside = false
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let body = line.drop { $0 == " " || $0 == "\t" }
            let position = TOMLPosition(
                line: number + 1,
                column: line.distance(from: line.startIndex, to: body.startIndex) + 1
            )
            if body.first == "[" {
                isInside = names(ofHead: body) == path
                if isInside { place = position }
            } else if isInside, let key, tail(of: body, after: key) != nil {
                return position
            }
        }
        return place
    }

    /// The names in a table's head such as `[profiles."my own"]`, without their quotes.
    private static func names(ofHead line: Substring) -> [String] {
        line.dropFirst().prefix { $0 != "]" }.split(separator: ".").map { name in
            String(name.filter { $0 != " " && $0 != "\"" && $0 != "'" })
        }
    }

    /// What follows a key, bare or in quotes; nil where the text does not begin with that key.
    private static func tail(of text: Substring, after key: String) -> Substring? {
        for spelling in [key, "\"\(key)\"", "'\(key)'"] where text.hasPrefix(spelling) {
            let rest = text.dropFirst(spelling.count)
            if let next = rest.first(where: { $0 != " " && $0 != "\t" }), "=.]".contains(next) { return rest }
        }
        return nil
    }
}
