import Testing

@testable import Cloche

@Suite("The lines of a requirements.txt")
struct RequirementLineTests {
    @Test("Comments, continued lines and the ends of lines are those of pip")
    func lines() {
        let text =
            "\u{FEFF}six # one\r\n\r\n# two \\\nrich>=14 \\\r\n  --hash=sha256:aa \\\n# three\nhttpx#x\n  -r a.txt  \nb \\"
        #expect(
            RequirementLine.lines(of: text) == [
                .init(number: 1, text: "six"), .init(number: 4, text: "rich>=14   --hash=sha256:aa"),
                .init(number: 7, text: "httpx#x"), .init(number: 8, text: "-r a.txt"), .init(number: 9, text: "b"),
            ]
        )
    }

    @Test(
        "A line is told apart",
        arguments: [
            ("six", RequirementLine.requirement("six", hashes: nil)),
            (
                "six==1 ; python_version>'3' --hash=sha256:AB\t--hash sha256:cd",
                .requirement("six==1 ; python_version>'3'", hashes: ["ab", "cd"])
            ),
            ("six --hash=md5:0", .requirement("six", hashes: [])),
            ("six --global-option=x", .requirement("six", hashes: nil)),
            ("-r a b.txt", .include("a b.txt")), ("-ra.txt", .include("a.txt")),
            ("--requirement a.txt", .include("a.txt")), ("--requirement=a.txt", .include("a.txt")),
            ("-c a.txt", .constraint("a.txt")), ("-e .", .editable(".")), ("--editable=.", .editable(".")),
            ("-f w", .links("w")), ("--require-hashes", .requireHashes), ("-r", .include("")),
            ("--requirements x", .option("--requirements x")), ("--index-url=u", .option("--index-url=u")),
        ]
    )
    func kinds(_ line: String, _ expected: RequirementLine) {
        #expect(RequirementLine(line) == expected)
    }
}
