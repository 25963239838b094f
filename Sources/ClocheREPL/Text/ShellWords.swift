/// Splits the arguments of a meta-command into words the way a shell does.
///
/// White space separates words. Single quotes keep everything, double quotes keep everything but `\"` and `\\`,
/// a backslash keeps the next character. An unquoted `~` or `~/` at the beginning of a word is the home folder.
/// Nothing else is special: no variables, no globs.
package enum ShellWords {
    /// Returns the words of a line.
    ///
    /// - Throws: `REPLError` with code `usage` when a quote is not closed.
    static func split(_ line: some StringProtocol, home: String?) throws(REPLError) -> [String] {
        var splitter = ShellWordSplitter(home: home)
        for character in line { splitter.take(character) }
        return try splitter.finish()
    }

    /// Finds the word that a line ends in, as it is spelled so far and as what that means; both are empty between words.
    static func last(of line: some StringProtocol) -> (spelled: String, word: String) {
        var splitter = ShellWordSplitter(home: nil)
        var spelled = ""
        for character in line {
            splitter.take(character)
            if splitter.word == nil { spelled = "" } else { spelled.append(character) }
        }
        return (spelled, splitter.word ?? "")
    }

    /// Spells a word so that a shell takes it as it is: without variables, patterns and other specials.
    static func quoteForShell(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "+")...UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isPlain && !word.isEmpty ? word : singleQuoted(word)
    }

    /// Spells a word so that `split` gives it back.
    static func quote(_ word: String) -> String {
        let isPlain =
            !word.isEmpty && word.first != "~" && word.allSatisfy { !$0.isWhitespace && !"'\"\\".contains($0) }
        return isPlain ? word : singleQuoted(word)
    }

    private static func singleQuoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
