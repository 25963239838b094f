import Testing

@testable import ClocheTerminal

@Suite struct KeyDecoderTests {
    @Test(
        arguments: [
            ("a", [.scalar("a")]), ("é日😀", [.scalar("é"), .scalar("日"), .scalar("😀")]),
            ("\r\n", [.scalar("\r"), .scalar("\n")]),
            ("\u{1B}[A", [.sequence("[A")]), ("\u{1B}OB", [.sequence("OB")]), ("\u{1B}[1;5C", [.sequence("[1;5C")]),
            ("\u{1B}[3~x", [.sequence("[3~"), .scalar("x")]), ("\u{1B}[[A", [.sequence("[[A")]),
            ("\u{1B}\r", [.sequence("\r")]),
            ("\u{1B}b", [.sequence("b")]), ("\u{1B}\u{1B}[A", [.sequence("\u{1B}[A")]),
            ("\u{1B}\u{1B}x", [.scalar("\u{1B}"), .sequence("x")]), ("\u{1B}é", [.scalar("\u{1B}"), .scalar("é")]),
            ("\u{1B}[200~a\u{3}b\u{1B}[201~c", [.stoppedPaste, .scalar("c")]),
            ("\u{1B}[200~a\r\u{1B}[Ab\u{1B}[201~c", [.paste("a\r\u{1B}[Ab"), .scalar("c")]),
            ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
            ("\u{1B}[1\u{7}", [.scalar("\u{1B}"), .scalar("["), .scalar("1"), .scalar("\u{7}")]),
        ] as [(String, [Key])]
    )
    func `bytes become the same keys however they arrive`(input: String, keys: [Key]) {
        var whole = KeyDecoder()
        whole.feed(input.utf8)
        #expect(taken(&whole) == keys)
        var slow = KeyDecoder()
        let slowKeys = input.utf8.flatMap { byte in
            slow.feed([byte])
            return taken(&slow)
        }
        #expect(slowKeys == keys)
        #expect(slow.isEmpty)
    }

    @Test func `a lone escape is a key when nothing follows in time`() {
        var decoder = KeyDecoder()
        decoder.feed([0x1B])
        #expect(decoder.next() == nil)
        #expect(decoder.patience != nil)
        #expect(decoder.next(isOverdue: true) == .scalar("\u{1B}"))
        #expect(decoder.patience == nil)
    }

    @Test(arguments: [
        ([0x80], 1), ([0xFF, 0x41], 2), ([0xC3, 0x41], 2), ([0xE2, 0x82, 0x41], 2), ([0xED, 0xA0, 0x80], 1),
    ])
    func `malformed bytes become replacement characters`(bytes: [UInt8], count: Int) {
        var decoder = KeyDecoder()
        decoder.feed(bytes)
        let keys = taken(&decoder)
        #expect(keys.first == .scalar("\u{FFFD}"))
        #expect(keys.count == count)
    }

    @Test func `a paste whose end never comes is taken as it is`() {
        var decoder = KeyDecoder()
        decoder.feed("\u{1B}[200~abc".utf8)
        #expect(decoder.next() == nil)
        #expect(decoder.next(isOverdue: true) == .paste("abc"))
    }

    @Test func `text that was put back comes first`() {
        var decoder = KeyDecoder()
        decoder.feed("ab".utf8)
        #expect(decoder.next() == .scalar("a"))
        decoder.unread("x")
        #expect(taken(&decoder) == [.scalar("x"), .scalar("b")])
    }

    @Test(.timeLimit(.minutes(5))) func `a long paste takes linear time`() {
        var decoder = KeyDecoder()
        let line = Array("x = 1\r".utf8)
        decoder.feed("\u{1B}[200~".utf8)
        for _ in 0..<20_000 {
            decoder.feed(line)
            #expect(decoder.next() == nil)
        }
        decoder.feed("\u{1B}[201~".utf8)
        #expect(decoder.next() == .paste(String(repeating: "x = 1\r", count: 20_000)))
    }

    private func taken(_ decoder: inout KeyDecoder) -> [Key] {
        var keys: [Key] = []
        while let key = decoder.next() { keys.append(key) }
        return keys
    }
}
