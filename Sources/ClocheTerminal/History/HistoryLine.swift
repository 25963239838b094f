/// One line of a history file: `{"cell": TEXT}` as JSON.
enum HistoryLine {
    private static let start = Array(#"{"cell":""#.utf8)
    private static let end = Array(#""}"#.utf8)

    /// The line for a cell, without its newline.
    static func encode(_ cell: String) -> [UInt8] {
        var line = start
        for scalar in cell.unicodeScalars {
            switch scalar {
            case "\n": line += Array(#"\n"#.utf8)
            case "\t": line += Array(#"\t"#.utf8)
            case "\"", "\\": line += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case _ where scalar.isControl || scalar == "\u{2028}" || scalar == "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                line += Array((#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: line += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return line + end
    }

    /// The cell of a line; nil for a line that `encode` cannot have made.
    static func decode(_ line: some BidirectionalCollection<UInt8>) -> String? {
        guard line.starts(with: start), line.suffix(end.count).elementsEqual(end),
            line.count >= start.count + end.count
        else { return nil }
        guard let text = String(validating: line.dropFirst(start.count).dropLast(end.count), as: UTF8.self) else {
            return nil
        }
        guard text.utf8.contains(UInt8(ascii: "\\")) || text.utf8.contains(UInt8(ascii: "\"")) else { return text }
        return unescaped(text)
    }

    private static func unescaped(_ text: String) -> String? {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                if scalar == "\"" || scalar.value < 0x20 { return nil }
                result.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "\"": result.append("\"")
            case "\\": result.append("\\")
            case "u":
                let digits = rest.prefix(4)
                rest = rest.dropFirst(4)
                guard digits.count == 4, let value = UInt32(String(digits), radix: 16),
                    let scalar = Unicode.Scalar(value)
                else { return nil }
                result.append(scalar)
            default: return nil
            }
        }
        return String(result)
    }
}
