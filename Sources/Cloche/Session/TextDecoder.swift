/// Turns bytes that arrive in pieces into text, also where a character is split between two pieces.
struct TextDecoder: Sendable {
    private var rest: [UInt8] = []

    /// The text of all bytes so far but the last character where it is not complete; wrong bytes become U+FFFD.
    mutating func decode(_ bytes: [UInt8]) -> String {
        let all = rest + bytes
        let complete = all.count - Self.incompleteTail(all)
        rest = Array(all[complete...])
        return String(decoding: all[..<complete], as: UTF8.self)
    }

    /// The text of what is left when nothing follows.
    mutating func finish() -> String {
        defer { rest = [] }
        return String(decoding: rest, as: UTF8.self)
    }

    /// The number of bytes at the end that begin a character which is not complete.
    private static func incompleteTail(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let byte = bytes[bytes.count - length]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let needed = byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
            return byte < 0xf8 && needed > length ? length : 0
        }
        return 0
    }
}
