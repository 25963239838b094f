import Testing

@testable import Cloche

@Suite("Masks of secrets")
struct SecretMaskTests {
    @Test(
        "a value is replaced by its name wherever it stands, also as Python, JSON and HTML quote it",
        arguments: [
            ("s3cret", "it is s3cret.", "it is [TOKEN]."),
            ("s3cret", "s3crets3cret s3cre", "[TOKEN][TOKEN] s3cre"),
            ("s3cret\n", "'s3cret'", "'[TOKEN]'"),
            (#"a'b\c"#, #"'a\'b\\c' "a'b\\c" a'b\c"#, #"'[TOKEN]' "[TOKEN]" [TOKEN]"#),
            (#"say "hi""#, #"{"t": "say \"hi\""} 'say "hi"'"#, #"{"t": "[TOKEN]"} '[TOKEN]'"#),
            ("tab\there", "'tab\\there' tab\there", "'[TOKEN]' [TOKEN]"),
            ("clé€", #"'cl\xe9\u20ac' "cl\u00e9\u20ac" clé€"#, #"'[TOKEN]' "[TOKEN]" [TOKEN]"#),
            ("clé€", #"b'cl\xc3\xa9\xe2\x82\xac'"#, "b'[TOKEN]'"),
            ("x😀yz", #"'x\U0001f600yz' "x\ud83d\ude00yz""#, "'[TOKEN]' \"[TOKEN]\""),
            ("a<b&c", "<td>a&lt;b&amp;c</td>", "<td>[TOKEN]</td>"),
            ("first\nsecond\nabc", "first\nsecond\nabc", "[TOKEN]"),
            ("first\nsecond\nabc", "- second\n- first\n- abc", "- [TOKEN]\n- [TOKEN]\n- abc"),
            ("first\nsecond", #"'first\nsecond'"#, "'[TOKEN]'"),
            ("abab", "ababab", "[TOKEN]"),
            ("terces", "secret", "secret"),
        ]
    )
    func values(value: String, text: String, expected: String) throws {
        #expect(try SecretMask(["TOKEN": value]).masked(text) == expected)
    }

    @Test(
        "several secrets: the longest wins, and those that overlap hide all that they cover",
        arguments: [
            (["A": "abcdef", "B": "defghi"], "-abcdefghi-", "-[A][B]-"),
            (["A": "abcd", "B": "abcdef"], "abcdef abcde", "[B] [A]e"),
            (["A": "bcde", "B": "abcdefg"], "abcdefg abcdef", "[B] a[A]f"),
            (["A": "same", "B": "same"], "same", "[A]"),
            (["A": "abcd", "B": ""], "abcd", "[A]"),
        ]
    )
    func several(values: [String: String], text: String, expected: String) throws {
        #expect(try SecretMask(values).masked(text) == expected)
    }

    @Test(
        "what is left of a value that was cut is masked too",
        arguments: [
            ("'0123456...", "'[TOKEN]..."), ("'0123...cdef'", "'[TOKEN]...[TOKEN]'"),
            ("'012...def'", "'012...def'"), ("0123456... (10 more characters)", "[TOKEN]... (10 more characters)"),
        ]
    )
    func cuts(text: String, expected: String) throws {
        #expect(try SecretMask(["TOKEN": "0123456789abcdef"]).masked(text) == expected)
    }

    @Test("a value that is too short to be masked is refused", arguments: ["abc", " ab\n", "é"])
    func short(value: String) {
        let error = #expect(throws: ClocheError.self) { try SecretMask(["TOKEN": value]) }
        #expect(error?.code == .invalidPermission)
        #expect(error?.message.hasPrefix("Cannot keep secret env 'TOKEN': its value has ") == true)
    }

    @Test("what was hidden stays hidden when other secrets come")
    func adding() throws {
        var mask = try SecretMask(["A": "first"])
        mask.add(try SecretMask(["A": "second"]))
        mask.add(SecretMask())
        #expect(mask.masked("first second") == "[A] [A]")
    }
}
