import Testing

@testable import ClocheREPL

@Suite struct ByteTextTests {
    @Test(
        "Sizes are spelled in the largest unit that leaves one",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1 KB"), (4215, "4.2 KB"), (31_000_000, "31 MB"), (999_999, "1 MB"),
            (12_345_678_901, "12 GB"),
        ]
    )
    func describe(_ bytes: Int, _ expected: String) {
        #expect(ByteText.describe(bytes) == expected)
    }

    @Test("A memory limit is whole MiB")
    func memory() throws {
        #expect(try ByteText.parseMemory("128") == 134_217_728)
    }

    @Test("Anything else is refused", arguments: ["63", "4097", "1.5", "-5", "much", ""])
    func refuse(_ text: String) {
        #expect(throws: REPLError.usage("'\(text)' is not a memory limit; give whole MiB from 64 to 4096")) {
            try ByteText.parseMemory(text)
        }
    }
}
