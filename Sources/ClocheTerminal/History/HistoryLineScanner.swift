#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the pieces of a flat JSON object from bytes.
///
/// Valid only while the bytes are. White space before a piece is skipped. A piece that is not there takes nothing.
struct HistoryLineScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether nothing but white space is left.
    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return index == bytes.count
        }
    }

    /// Takes a punctuation mark; false when it is not next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    /// Takes one of some names, and gives its place among them; nil when another string is next, or none.
    mutating func name(of names: [StaticString]) -> Int? {
        let before = index
        guard take("\"") else { return nil }
        let found = names.firstIndex { name in
            let end = index + name.utf8CodeUnitCount
            guard end < bytes.count, bytes[end] == UInt8(ascii: "\""), let start = bytes.baseAddress else {
                return false
            }
            return memcmp(start + index, name.utf8Start, name.utf8CodeUnitCount) == 0
        }
        index = found.map { index + names[$0].utf8CodeUnitCount + 1 } ?? before
        return found
    }

    /// Takes a string; nil when none is next, or one that is not valid.
    mutating func string() -> String? {
        let before = index
        guard take("\"") else { return nil }
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return Self.text(UnsafeBufferPointer(rebasing: bytes[start..<(index - 1)]))
            case UInt8(ascii: "\\"):
                if let text = escaped(from: start) { return text }
                index = before
                return nil
            case ..<0x20:
                index = before
                return nil
            default: index += 1
            }
        }
        index = before
        return nil
    }

    /// Takes an integer; nil when none is next.
    mutating func integer() -> Int? {
        skipSpace()
        let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
        let start = isNegative ? index + 1 : index
        var end = start
        var value = 0
        while end < bytes.count, end < start + 18, (0x30...0x39).contains(bytes[end]) {
            value = value * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        // A fraction is a number, and no integer.
        guard end > start, end == bytes.count || !Self.isWord(bytes[end]) else { return nil }
        index = end
        return isNegative ? -value : value
    }

    /// Skips a number or one of JSON's words; false when none is next.
    mutating func skipWord() -> Bool {
        skipSpace()
        let length = bytes[index...].prefix(while: Self.isWord).count
        index += length
        return length > 0
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The text of valid UTF-8; the standard library's own check takes several times as long for short texts.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var text = String(decoding: bytes, as: UTF8.self)
        guard let source = bytes.baseAddress else { return text }
        let isSame = text.withUTF8 { copy in
            copy.count == bytes.count && copy.baseAddress.map { memcmp($0, source, bytes.count) == 0 } ?? true
        }
        return isSame ? text : nil
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D { index += 1 }
    }

    /// Goes on with a string at its first backslash.
    private mutating func escaped(from start: Int) -> String? {
        var text = Array(bytes[start..<index])
        text.reserveCapacity(bytes.count - start)
        while index < bytes.count {
            let plain = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\"),
                bytes[index] >= 0x20
            {
                index += 1
            }
            text += UnsafeBufferPointer(rebasing: bytes[plain..<index])
            guard index < bytes.count else { return nil }
            index += 1
            if bytes[index - 1] == UInt8(ascii: "\"") { return text.withUnsafeBufferPointer(Self.text) }
            guard bytes[index - 1] == UInt8(ascii: "\\"), escape(into: &text) else { return nil }
        }
        return nil
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            guard let scalar = unicodeEscape(), let encoded = UTF8.encode(scalar) else { return false }
            text += encoded
        default: return false
        }
        return true
    }

    /// Takes the digits behind `\u`, and a second escape where the first is half of a surrogate pair.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = hexadecimal() else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard bytes[index...].starts(with: #"\u"#.utf8) else { return nil }
        index += 2
        guard let second = hexadecimal(), UTF16.isTrailSurrogate(second) else { return nil }
        return String(decoding: [first, second], as: UTF16.self).unicodeScalars.first
    }

    private mutating func hexadecimal() -> UInt16? {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(Self.isWord), digits.first != UInt8(ascii: "+") else { return nil }
        index += 4
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
