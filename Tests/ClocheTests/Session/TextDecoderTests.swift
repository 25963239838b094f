import Testing

@testable import Cloche

@Suite("TextDecoder")
struct TextDecoderTests {
    @Test("characters that are split between pieces come out whole", arguments: 1...5)
    func split(size: Int) {
        let text = "aé€🐍z"
        let bytes = Array(text.utf8)
        var decoder = TextDecoder()
        var decoded = ""
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoded += decoder.decode(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(decoded + decoder.finish() == text)
    }

    @Test("wrong bytes do not hold back what follows")
    func wrong() {
        var decoder = TextDecoder()
        #expect(decoder.decode([0x80, 0x80, 0x80, 0x80, 0x41]).hasSuffix("A"))
        #expect(decoder.decode([0xff]) == "\u{fffd}")
        #expect(decoder.decode([0xf0, 0x9f]) == "")
        #expect(decoder.finish() == "\u{fffd}")
    }
}
