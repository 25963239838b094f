/// Reads what Python's `repr` writes.
enum PythonLiteral {
    private static let escapes: [Character: Character] = [
        "n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", "\"": "\"",
    ]

    /// The text of a string literal in quotes, with the escapes that `repr` uses; nil for everything else.
    static func string(_ literal: some StringProtocol) -> String? {
        guard let quote = literal.first, quote == "'" || quote == "\"", literal.count >= 2, literal.last == quote else {
            return nil
        }
        var text = ""
        var rest = literal.dropFirst().dropLast()
        while let character = rest.popFirst() {
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard let kind = rest.popFirst() else { return nil }
            if let plain = escapes[kind] {
                text.append(plain)
            } else {
                guard let length = ["x": 2, "u": 4, "U": 8][kind], rest.count >= length,
                    let code = UInt32(rest.prefix(length), radix: 16),
                    let scalar = Unicode.Scalar(code)
                else { return nil }
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            }
        }
        return text
    }
}
