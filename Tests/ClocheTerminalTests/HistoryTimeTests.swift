import Testing

@testable import ClocheTerminal

@Suite struct HistoryTimeTests {
    @Test(
        arguments: [
            (0, 0, "00:00"), (59, 60, "00:00"), (86_399, 0, "23:59"), (86_400, 0, "1970-01-02"),
            (951_782_400, 0, "2000-02-29"), (951_868_800, 0, "2000-03-01"), (1_790_000_000, 0, "2026-09-21"),
            (4_107_542_399, 0, "2100-02-28"), (4_107_542_400, 0, "2100-03-01"), (-1, 0, "1969-12-31"),
        ]
    )
    func `today has a time of day, other days a date`(time: Int, now: Int, text: String) {
        #expect(HistoryTime.describe(time, now: now, offset: { _ in 0 }) == text)
    }

    @Test func `the day is that of the clock on the wall`() {
        #expect(HistoryTime.describe(-3600, now: 0, offset: { _ in 7200 }) == "01:00")
        #expect(HistoryTime.describe(3600, now: 86_400, offset: { _ in -7200 }) == "1969-12-31")
    }
}
