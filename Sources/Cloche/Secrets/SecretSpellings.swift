/// The ways in which programs write a value: as it is, and as the languages and formats quote it.
enum SecretSpellings {
    /// What has fewer bytes is not masked: it would stand in too many texts.
    static let shortest = 4

    /// The spellings of a value, and of each of its lines where it has several.
    ///
    /// White space at its ends is left out: a line that ends is no beginning of a secret then.
    static func of(_ value: String) -> [[UInt8]] {
        let lines = value.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { Array($0) }
        let parts = ([Array(value.unicodeScalars)] + (lines.count > 1 ? lines : [])).map(trimmed)
        let spellings = Set(parts.flatMap { part in writers.map { Array(write(part, $0).utf8) } })
        return spellings.filter { $0.count >= shortest }
            .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    }

    /// How many bytes of a value can be masked.
    static func length(of value: String) -> Int {
        trimmed(Array(value.unicodeScalars)).reduce(0) { $0 + UTF8.width($1) }
    }

    private static func trimmed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let start = text.drop(while: \.properties.isWhitespace)
        return Array(start.reversed().drop(while: \.properties.isWhitespace).reversed())
    }

    private typealias Writer = @Sendable (Unicode.Scalar) -> String

    /// Python's `repr` quotes with `"` where the text has `'`; of a larger text it may not.
    private static let writers: [Writer] = [
        { String($0) },
        { python($0, isQuoted: false, isASCII: false) },
        { python($0, isQuoted: true, isASCII: false) },
        { python($0, isQuoted: false, isASCII: true) },
        { python($0, isQuoted: true, isASCII: true) },
        { $0.isASCII ? python($0, isQuoted: false, isASCII: true) : utf8($0) },
        { json($0, isASCII: false) },
        { json($0, isASCII: true) },
        html,
    ]

    private static func write(_ text: [Unicode.Scalar], _ writer: Writer) -> String {
        text.reduce(into: "") { $0 += writer($1) }
    }

    /// As `repr` and, for ASCII, `ascii` write it.
    private static func python(_ scalar: Unicode.Scalar, isQuoted: Bool, isASCII: Bool) -> String {
        switch scalar {
        case "\\": "\\\\"
        case "'" where isQuoted: "\\'"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.value < 32 || scalar.value == 127: "\\x" + hex(scalar.value, 2)
        case _ where !isASCII || scalar.isASCII: String(scalar)
        case _ where scalar.value < 256: "\\x" + hex(scalar.value, 2)
        case _ where scalar.value < 65_536: "\\u" + hex(scalar.value, 4)
        default: "\\U" + hex(scalar.value, 8)
        }
    }

    /// As the `repr` of bytes writes it.
    private static func utf8(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf8.map { "\\x" + hex(UInt32($0), 2) }.joined()
    }

    private static func json(_ scalar: Unicode.Scalar, isASCII: Bool) -> String {
        switch scalar {
        case "\\": "\\\\"
        case "\"": "\\\""
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{8}": "\\b"
        case "\u{C}": "\\f"
        case _ where scalar.value < 32: "\\u" + hex(scalar.value, 4)
        case _ where !isASCII || scalar.isASCII: String(scalar)
        default: String(scalar).utf16.map { "\\u" + hex(UInt32($0), 4) }.joined()
        }
    }

    private static func html(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#x27;"
        default: String(scalar)
        }
    }

    private static func hex(_ value: UInt32, _ digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
