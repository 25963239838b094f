import Testing

@testable import Cloche

@Suite("Masks of streams")
struct StreamMaskTests {
    static let values = ["A": "abcabd-one", "B": "d-one-two\nline 2", "C": "clé€"]
    static let text = "x abcabcabd-one-two\nline 2 abcab d-one-tw line 2 clé€ 'd-one-two\\nline 2' cl\n"

    @Test("a text in two pieces is masked like the whole, wherever it is split")
    func splits() throws {
        let mask = try SecretMask(Self.values)
        let bytes = Array(Self.text.utf8)
        for place in 0...bytes.count {
            #expect(Self.masked([Array(bytes[..<place]), Array(bytes[place...])], mask) == mask.masked(Self.text))
        }
        #expect(Self.masked(bytes.map { [$0] }, mask) == mask.masked(Self.text))
        #expect(mask.masked(Self.text) == "x abc[A][B] abcab d-one-tw [B] [C] '[B]' cl\n")
    }

    @Test("random texts of the letters of secrets come out as the whole does, in whatever pieces")
    func pieces() throws {
        for _ in 0..<300 {
            let secrets = (0..<3).map { _ in Self.letters(4...7) }
            let mask = try SecretMask(["A": secrets[0], "B": secrets[1], "C": secrets[2]])
            let bytes = Array(Self.letters(0...60).utf8)
            var pieces: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                pieces.append(Array(rest.prefix(Int.random(in: 1...9))))
                rest = rest.dropFirst(pieces[pieces.count - 1].count)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let masked = Self.masked(pieces, mask)
            #expect(masked == mask.masked(text))
            for secret in secrets { #expect(!masked.contains(secret)) }
        }
    }

    @Test("only what may begin a secret waits")
    func waiting() throws {
        var stream = StreamMask(try SecretMask(["A": "secret-of-16-byt"]))
        #expect(Self.text(stream.add(Array("a line\n".utf8))) == "a line\n")
        #expect(Self.text(stream.add(Array("progress".utf8))) == "progres")
        #expect(Self.text(stream.release()) == "s")
        #expect(Self.text(stream.add(Array("ecr".utf8))) == "")
        #expect(Self.text(stream.release()) == "")
        #expect(Self.text(stream.add(Array("et-of-16-byt!".utf8))) == "[A]!")
        #expect(Self.text(stream.add(Array("secret-of".utf8))) == "")
        #expect(Self.text(stream.flush()) == "secret-of")
    }

    @Test("a secret that comes letter by letter shows two letters at most")
    func letters() throws {
        var stream = StreamMask(try SecretMask(["A": "secret-of-16-byt"]))
        var text = ""
        for byte in "secret-of-16-byt\n".utf8 { text += Self.text(stream.add([byte]) + stream.release()) }
        #expect(text == "se[A]\n")
    }

    @Test("the beginning of a secret is masked where the rest was cut off")
    func cut() throws {
        var stream = StreamMask(try SecretMask(["A": "secret-of-16-byt"]))
        #expect(Self.text(stream.add(Array("it is secret-".utf8))) == "it is ")
        #expect(Self.text(stream.flush(isCut: true)) == "[A]")
    }

    private static func letters(_ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count)).map { _ in Bool.random() ? "a" : "b" }.joined()
    }

    private static func masked(_ pieces: [[UInt8]], _ mask: SecretMask) -> String {
        var stream = StreamMask(mask)
        return text(pieces.flatMap { stream.add($0) } + stream.flush())
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
