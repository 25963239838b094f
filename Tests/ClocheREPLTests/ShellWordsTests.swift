import Testing

@testable import ClocheREPL

@Suite struct ShellWordsTests {
    @Test(
        "Words are split as a shell does it",
        arguments: [
            ("", []), ("  ", []), ("a b", ["a", "b"]), ("'a b' c", ["a b", "c"]), ("a\\ b", ["a b"]),
            ("\"a \\\"b\\\"\"", ["a \"b\""]), ("\"a\\b\"", ["a\\b"]), ("''", [""]), ("a'b'c", ["abc"]),
            ("~/x ~ '~/x' a~", ["/home/me/x", "/home/me", "~/x", "a~"]),
        ]
    )
    func split(_ line: String, _ words: [String]) throws {
        #expect(try ShellWords.split(line, home: "/home/me") == words)
    }

    @Test(
        "An open quote is an error",
        arguments: [
            ("'a", "the quote ' is not closed"), ("\"a", "the quote \" is not closed"),
            ("a\\", "a backslash ends the line"),
        ]
    )
    func open(_ line: String, _ message: String) {
        #expect(throws: REPLError.usage(message)) { try ShellWords.split(line, home: nil) }
    }

    @Test("A quoted word is split into itself", arguments: ["plain", "a b", "it's", "", "~", "\"", "a\\b", "é"])
    func quote(_ word: String) throws {
        #expect(try ShellWords.split(ShellWords.quote(word), home: "/home/me") == [word])
    }
}
