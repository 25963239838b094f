/// Splits Python source into tokens, and says what is still open at its end.
///
/// Never fails: what Python would refuse becomes punctuation. The Python Language Reference, chapter 2.
struct PythonScanner: Sendable {
    private let source: [UInt8]
    private var position = 0
    private(set) var tokens: [PythonToken] = []
    /// The offsets of the brackets that were not closed.
    private(set) var openBrackets: [Int] = []
    /// Whether the source ends inside a string that may hold newlines.
    private(set) var isInString = false
    /// Whether a string of one line lacks its end.
    private(set) var hasBrokenString = false
    /// Whether a bracket closes none, or one of another kind.
    private(set) var hasStrayBracket = false
    /// Whether the source ends in a backslash that joins the next line.
    private(set) var endsInBackslash = false

    /// Scans a whole source.
    init(_ source: [UInt8]) {
        self.source = source
        while position < source.count { scanToken() }
    }

    /// The text of a token.
    func text(of token: PythonToken) -> String { String(decoding: source[token.range], as: UTF8.self) }

    private mutating func scanToken() {
        let start = position
        switch source[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C: position += 1
        case UInt8(ascii: "\n"):
            position += 1
            if openBrackets.isEmpty { add(.newline, from: start) }
        case UInt8(ascii: "#"):
            skip { $0 != UInt8(ascii: "\n") }
            add(.comment, from: start)
        case UInt8(ascii: "\\"): scanBackslash()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): scanString(from: start, isFormatted: false)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
        case UInt8(ascii: ".") where peek(1).isDigit: scanNumber()
        case let byte where byte.isNameByte: scanName()
        default: scanPunctuation()
        }
    }

    private mutating func scanBackslash() {
        position += 1
        if position == source.count { endsInBackslash = true }
        if peek(0) == UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func scanNumber() {
        let start = position
        var previous: UInt8 = 0
        skip { byte in
            defer { previous = byte }
            let isExponent = previous | 0x20 == UInt8(ascii: "e")
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            return byte.isNameByte || byte == UInt8(ascii: ".") || (isSign && isExponent)
        }
        add(.number, from: start)
    }

    private mutating func scanName() {
        let start = position
        skip { $0.isNameByte }
        let isQuote = peek(0) == UInt8(ascii: "\"") || peek(0) == UInt8(ascii: "'")
        let name = String(decoding: source[start..<position], as: UTF8.self).lowercased()
        guard isQuote, Self.prefixes.contains(name) else { return add(.name, from: start) }
        scanString(from: start, isFormatted: name.contains("f") || name.contains("t"))
    }

    private mutating func scanPunctuation() {
        let start = position
        switch source[position] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): openBrackets.append(position)
        case UInt8(ascii: ")"): close(UInt8(ascii: "("))
        case UInt8(ascii: "]"): close(UInt8(ascii: "["))
        case UInt8(ascii: "}"): close(UInt8(ascii: "{"))
        default: break
        }
        position += 1
        add(.punctuation, from: start)
    }

    private mutating func close(_ opening: UInt8) {
        if let open = openBrackets.last, source[open] == opening {
            openBrackets.removeLast()
        } else {
            hasStrayBracket = true
        }
    }

    private mutating func scanString(from start: Int, isFormatted: Bool) {
        let quote = source[position]
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        let isClosed = skipString(quote: quote, isTriple: isTriple, isFormatted: isFormatted)
        if !isClosed {
            if isTriple { isInString = true } else { hasBrokenString = true }
        }
        add(.string, from: start)
    }

    /// Skips to behind the closing quote, or to where a string ends without one.
    private mutating func skipString(quote: UInt8, isTriple: Bool, isFormatted: Bool) -> Bool {
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "\\"): position = min(position + 2, source.count)
            case UInt8(ascii: "\n") where !isTriple: return false
            case UInt8(ascii: "{") where isFormatted && peek(1) == UInt8(ascii: "{"): position += 2
            case UInt8(ascii: "{") where isFormatted:
                position += 1
                guard skipField(quote: quote, isTriple: isTriple) else { return false }
            case quote where !isTriple:
                position += 1
                return true
            case quote where peek(1) == quote && peek(2) == quote:
                position += 3
                return true
            default: position += 1
            }
        }
        return false
    }

    /// Skips to behind the brace that closes a replacement field; its expression may hold strings of any quotes.
    private mutating func skipField(quote: UInt8, isTriple: Bool) -> Bool {
        var depth = 0
        while position < source.count {
            let byte = source[position]
            position += 1
            switch byte {
            case UInt8(ascii: "}") where depth == 0: return true
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ":") where depth == 0: return skipFormat(quote: quote, isTriple: isTriple)
            case UInt8(ascii: "\n") where !isTriple: return false
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let isNestedTriple = peek(0) == byte && peek(1) == byte
                if isNestedTriple { position += 2 }
                guard skipString(quote: byte, isTriple: isNestedTriple, isFormatted: false) else { return false }
            default: break
            }
        }
        return false
    }

    /// Skips a format specification, which may hold fields itself; a closing quote in it ends the string too early.
    private mutating func skipFormat(quote: UInt8, isTriple: Bool) -> Bool {
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "}"):
                position += 1
                return true
            case UInt8(ascii: "{"):
                position += 1
                guard skipField(quote: quote, isTriple: isTriple) else { return false }
            case UInt8(ascii: "\n") where !isTriple: return false
            case quote where !isTriple: return true
            default: position += 1
            }
        }
        return false
    }

    private mutating func skip(while condition: (UInt8) -> Bool) {
        while position < source.count, condition(source[position]) { position += 1 }
    }

    private func peek(_ distance: Int) -> UInt8 {
        position + distance < source.count ? source[position + distance] : 0
    }

    private mutating func add(_ kind: PythonToken.Kind, from start: Int) {
        tokens.append(PythonToken(kind: kind, range: start..<position))
    }

    private static let prefixes: Set = ["r", "u", "b", "br", "rb", "f", "fr", "rf", "t", "tr", "rt"]
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it may stand in a name; every byte beyond ASCII counts, so that names of all scripts stay whole.
    fileprivate var isNameByte: Bool {
        isDigit || self == UInt8(ascii: "_") || self >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
