/// Makes the output of cells safe to show: a control sequence becomes visible text instead of taking effect.
///
/// Newline, tab, carriage return, backspace and SGR sequences (ECMA-48, 8.3.117) pass; every other control character is
/// written as `^[` or `<U+009B>`. A value of this type follows one stream whose chunks may end anywhere.
package struct TextSanitizer: Sendable {
    private static let maximumLength = 64
    private static let escape: UInt8 = 0x1B

    /// The beginning of a sequence whose end has not come.
    private var pending: [UInt8] = []
    /// Whether the last SGR sequence that passed was not a reset.
    private var isStyled = false

    /// Starts a stream.
    package init() {}

    /// Makes a whole text safe.
    package static func sanitize(_ text: String) -> String {
        var sanitizer = TextSanitizer()
        return sanitizer.sanitize(text) + sanitizer.finish()
    }

    /// Makes the next chunk of the stream safe; a sequence that it cuts waits for the rest.
    package mutating func sanitize(_ chunk: String) -> String {
        if pending.isEmpty, !chunk.utf8.contains(where: Self.isSuspicious) { return chunk }
        let bytes = pending + Array(chunk.utf8)
        pending = []
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var position = 0
        while position < bytes.count {
            if bytes[position] == Self.escape {
                position += takeEscape(bytes[position...], into: &result)
            } else {
                position += Self.takeScalar(bytes[position...], into: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Ends the stream: what waits is shown, and styles are reset.
    package mutating func finish() -> String {
        defer { self = TextSanitizer() }
        let shown = pending.isEmpty ? "" : "^[" + String(decoding: pending.dropFirst(), as: UTF8.self)
        return shown + (isStyled ? "\u{1B}[0m" : "")
    }

    /// Takes an SGR sequence, the beginning of one, or ESC alone; returns the number of bytes taken.
    private mutating func takeEscape(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) -> Int {
        let start = bytes.startIndex
        guard bytes.count > 1 else {
            pending = Array(bytes)
            return 1
        }
        let parameters = bytes.dropFirst(2).prefix { (0x30...0x3B).contains($0) }
        if bytes[start + 1] == UInt8(ascii: "["), parameters.count <= Self.maximumLength {
            let end = parameters.endIndex
            if end == bytes.endIndex {
                pending = Array(bytes)
                return bytes.count
            }
            if bytes[end] == UInt8(ascii: "m") {
                result += bytes[...end]
                isStyled = parameters.contains { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: ";") }
                return end + 1 - start
            }
        }
        result += Array("^[".utf8)
        return 1
    }

    /// Takes one scalar and gives its visible form; returns the number of bytes taken.
    private static func takeScalar(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8]) -> Int {
        let first = bytes[bytes.startIndex]
        if !isSuspicious(first) {
            result.append(first)
            return 1
        }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3
        let encoded = bytes.prefix(length)
        let scalar = String(decoding: encoded, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        if let visible = VisibleForm.of(scalar) { result += Array(visible.utf8) } else { result += encoded }
        return encoded.count
    }

    /// Whether a scalar that begins with this byte may have to be made visible.
    ///
    /// C1 controls begin with 0xC2, those for the direction of text with 0xE2.
    private static func isSuspicious(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x08, 0x09, 0x0A, 0x0D: false
        case ..<0x20, 0x7F, 0xC2, 0xE2: true
        default: false
        }
    }
}
