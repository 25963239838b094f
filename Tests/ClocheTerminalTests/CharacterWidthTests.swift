import Testing

@testable import ClocheTerminal

@Suite struct CharacterWidthTests {
    @Test(
        arguments: [
            ("a", 1), ("~", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("я", 1), ("א", 1), ("日", 2), ("ｱ", 1), ("Ａ", 2),
            ("한", 2),
            ("각", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("1🏽", 3), ("🇨🇭", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("🫨", 2),
            ("€", 1),
            ("\u{301}", 0), ("\u{200B}", 0), ("\u{AD}", 1), ("ก็", 1), ("กำ", 2), ("\u{6DD}", 1),
            ("\u{20000}", 2),
        ] as [(Character, Int)]
    )
    func `a character takes the columns that terminals give it`(character: Character, columns: Int) {
        #expect(CharacterWidth.of(character) == columns)
    }

    @Test(
        arguments: [("\u{1}", 2), ("\u{1B}", 2), ("\u{7F}", 2), ("\t", 2), ("\u{9B}", 8), ("\u{202E}", 8)]
            as [(Character, Int)]
    )
    func `a control character takes the columns of its visible form`(character: Character, columns: Int) {
        #expect(CharacterWidth.of(character) == columns)
    }

    @Test func `the table of wide characters is sorted`() {
        let table = CharacterWidth.wide
        #expect(zip(table, table.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
}
