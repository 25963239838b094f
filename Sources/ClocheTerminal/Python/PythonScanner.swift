/// Splits one line of Python source into tokens, and says what it leaves open for the next.
///
/// Never fails: what Python would refuse becomes tokens too. The Python Language Reference, chapter 2.
struct PythonScanner: Sendable {
    /// The line without its newline: ASCII as it is, 0x80 for every other scalar.
    let source: [UInt8]
    /// Where the line began.
    let entry: PythonState
    var position = 0
    private(set) var tokens: [PythonToken] = []
    /// What is open at the end of the text.
    var state: PythonState
    /// Whether the line holds what no other line can mend: a string without its end, a bracket that closes none.
    var isBroken = false

    /// Scans a whole line, or its beginning.
    init(_ line: ArraySlice<Unicode.Scalar>, from entry: PythonState) {
        source = line.map { $0.isASCII ? UInt8(truncatingIfNeeded: $0.value) : 0x80 }
        self.entry = entry
        state = entry
        state.isJoined = false
        while position < source.count {
            switch state.nesting.last {
            case .string(let string): scanText(of: string, from: position)
            case .format: scanFormat(from: position)
            case .metaCommand(let isNamed): scanMetaCommand(isNamed: isNamed)
            default: scanCode()
            }
        }
    }

    /// The column at which the text begins; a tab leads to the next multiple of eight.
    var indentation: Int {
        var column = 0
        for byte in source {
            switch byte {
            case UInt8(ascii: " "): column += 1
            case UInt8(ascii: "\t"): column += 8 - column % 8
            default: return column
            }
        }
        return column
    }

    /// Whether there is nothing but spaces.
    var isBlank: Bool { source.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

    /// Ends the line: what may not go over lines is dropped, together with all that it holds.
    mutating func endLine() {
        guard state.isInString, !state.isJoined, let string = state.string, !string.isTriple else { return }
        isBroken = true
        let outermost = state.nesting.firstIndex { $0.string.map { !$0.isTriple } ?? false }
        if let outermost { state.nesting.removeSubrange(outermost...) }
    }

    /// The text of a token, for comparing it with words of ASCII.
    func text(of token: PythonToken) -> String { String(decoding: source[token.range], as: UTF8.self) }

    /// Whether a token consists of one given character.
    func isToken(_ token: PythonToken, _ character: Unicode.Scalar) -> Bool {
        token.range.count == 1 && source[token.range.lowerBound] == UInt8(ascii: character)
    }

    private mutating func scanMetaCommand(isNamed: Bool) {
        if !isNamed {
            skip { $0 != UInt8(ascii: " ") }
            add(.metaCommand, from: 0)
            state.nesting = [.metaCommand(isNamed: true)]
        }
        position = source.count
    }

    private mutating func scanCode() {
        let start = position
        switch source[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C: position += 1
        case UInt8(ascii: "#"):
            position = source.count
            add(.comment, from: start)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): openString(from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
        case UInt8(ascii: ".") where peek(1).isDigit: scanNumber()
        case let byte where byte.isNameByte: scanName()
        default: scanSign()
        }
    }

    private mutating func scanName() {
        let start = position
        skip { $0.isNameByte }
        let isQuote = peek(0) == UInt8(ascii: "\"") || peek(0) == UInt8(ascii: "'")
        if isQuote, position - start <= 2, PythonString.prefixes.contains(prefix(from: start)) {
            openString(from: start)
        } else {
            add(.name, from: start)
        }
    }

    private mutating func scanNumber() {
        let start = position
        if peek(0) == UInt8(ascii: "0"), peek(1).isBaseByte {
            skip { $0.isNameByte }
            return add(.number, from: start)
        }
        skip { $0.isDigit || $0 == UInt8(ascii: "_") }
        if peek(0) == UInt8(ascii: ".") {
            position += 1
            skip { $0.isDigit || $0 == UInt8(ascii: "_") }
        }
        let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
        if peek(0) | 0x20 == UInt8(ascii: "e"), peek(isSigned ? 2 : 1).isDigit {
            position += isSigned ? 2 : 1
            skip { $0.isDigit || $0 == UInt8(ascii: "_") }
        }
        if peek(0) | 0x20 == UInt8(ascii: "j") { position += 1 }
        add(.number, from: start)
    }

    private mutating func scanSign() {
        let start = position
        position += 1
        switch source[start] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open(.bracket(source[start]), as: .opening)
        case UInt8(ascii: ")"): close(UInt8(ascii: "("))
        case UInt8(ascii: "]"): close(UInt8(ascii: "["))
        case UInt8(ascii: "}"): state.nesting.last == .field ? closeField() : close(UInt8(ascii: "{"))
        case UInt8(ascii: ":") where state.nesting.last == .field: openFormat()
        case UInt8(ascii: "!") where state.nesting.last == .field && peek(0) != UInt8(ascii: "="):
            skip { $0.isNameByte }
            add(.stringField, from: start)
        case UInt8(ascii: ":") where peek(0) != UInt8(ascii: "="): add(.colon, from: start)
        case UInt8(ascii: ","): add(.comma, from: start)
        case UInt8(ascii: ";"): add(.semicolon, from: start)
        case UInt8(ascii: "."): add(.dot, from: start)
        case UInt8(ascii: "\\"): scanBackslash()
        case let byte where byte.isOperatorByte: scanOperator()
        default: add(.other, from: start)
        }
    }

    private mutating func scanOperator() {
        let start = position - 1
        let byte = source[start]
        let isArrow = byte == UInt8(ascii: "-") && peek(0) == UInt8(ascii: ">")
        let isDoubled = peek(0) == byte && byte.isDoubledOperatorByte
        if isArrow || isDoubled { position += 1 }
        if !isArrow, peek(0) == UInt8(ascii: "=") { position += 1 }
        add(.operatorSign, from: start)
    }

    private mutating func scanBackslash() {
        state.isJoined = position == source.count
        if !state.isJoined { isBroken = true }
    }

    /// Opens a level with the character before the position.
    mutating func open(_ nesting: PythonNesting, as kind: PythonToken.Kind) {
        guard state.nesting.count < PythonNesting.maximumDepth else { return addUnmatched() }
        add(kind, from: position - 1)
        state.nesting.append(nesting)
    }

    private mutating func close(_ opening: UInt8) {
        guard state.nesting.last == .bracket(opening) else { return addUnmatched() }
        state.nesting.removeLast()
        add(.closing, from: position - 1)
    }

    /// Adds the character before the position as one that no line can mend.
    mutating func addUnmatched() {
        isBroken = true
        add(.unmatched, from: position - 1)
    }

    mutating func add(_ kind: PythonToken.Kind, from start: Int) {
        guard start < position else { return }
        tokens.append(PythonToken(kind: kind, depth: state.nesting.count, range: start..<position))
    }

    /// The letters before a string's quotes, in lower case.
    func prefix(from start: Int) -> String {
        String(decoding: source[start..<position].map { $0 | 0x20 }, as: UTF8.self)
    }

    func peek(_ distance: Int) -> UInt8 {
        position + distance < source.count ? source[position + distance] : 0
    }

    mutating func skip(while condition: (UInt8) -> Bool) {
        while position < source.count, condition(source[position]) { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it chooses the base of a number that begins with 0.
    fileprivate var isBaseByte: Bool {
        switch self | 0x20 {
        case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b"): true
        default: false
        }
    }

    /// Whether it may stand in a name; what is beyond ASCII counts, so that names of all scripts stay whole.
    fileprivate var isNameByte: Bool {
        isDigit || self == UInt8(ascii: "_") || self >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    fileprivate var isOperatorByte: Bool {
        switch self {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "&"),
            UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: ":"):
            true
        default: isDoubledOperatorByte || self == UInt8(ascii: "=")
        }
    }

    /// Whether the character twice is an operator too.
    fileprivate var isDoubledOperatorByte: Bool {
        switch self {
        case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
        default: false
        }
    }
}
