import Testing

@testable import ClocheREPL

@Suite struct DurationTextTests {
    @Test(
        "Seconds are read, with fractions, and off",
        arguments: [
            ("30", Duration.seconds(30)), ("0.5", .milliseconds(500)), (".25", .milliseconds(250)), ("off", nil),
        ]
    )
    func parse(_ text: String, _ expected: Duration?) throws {
        #expect(try DurationText.parse(text) == expected)
    }

    @Test(
        "Anything else is refused",
        arguments: ["", "0", "-1", "1e3", "inf", "nan", "ten", "1.2.3", "99999999999", "."]
    )
    func refuse(_ text: String) {
        #expect(throws: REPLError.self) { try DurationText.parse(text) }
    }

    @Test(
        "Durations are spelled without needless zeros",
        arguments: [(Duration.seconds(30), "30 s"), (.milliseconds(250), "0.25 s"), (.microseconds(1), "0.000001 s")]
    )
    func describe(_ duration: Duration, _ expected: String) {
        #expect(DurationText.describe(duration) == expected)
    }
}
