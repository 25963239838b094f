/// Writes JSON by hand: two dozen lines here save the start-up time of a general encoder.
package enum JSONText {
    /// Returns a JSON string literal; everything but quotes, backslashes and control characters stays as it is.
    package static func string(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: literal += escape(scalar.value)
            // JavaScript ends a line at these two, and so do careless readers of JSON lines.
            case "\u{2028}", "\u{2029}": literal += escape(scalar.value)
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    /// Returns a JSON object whose values are JSON already, in the order given.
    package static func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { string($0.name) + ":" + $0.value }.joined(separator: ",") + "}"
    }

    /// Returns JSON with every character of its strings escaped that would do something to a terminal or to the direction
    /// of text.
    package static func plain(_ json: String) -> String {
        var plain = ""
        for scalar in json.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                for unit in String(scalar).utf16 { plain += escape(UInt32(unit)) }
            default: plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
