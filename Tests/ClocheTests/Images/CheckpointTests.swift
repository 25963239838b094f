import Testing

@testable import Cloche

@Suite("Checkpoint")
struct CheckpointTests {
    /// A checkpoint whose heap parts have so many KiB.
    private func checkpoint(_ kibibytes: [Int]) -> Checkpoint {
        .make(heap: kibibytes.map { String(repeating: "x", count: $0 << 10) })
    }

    @Test(
        "the next checkpoint stands alone when the parts beside the largest are more than it, or too many",
        arguments: [
            ([], false),
            ([46], false),
            ([46, 5, 5], false),
            // A cell made much: the next one does not write it again.
            ([46, 3000], false),
            ([46, 3000, 5, 5], false),
            ([3000, 2000, 900], false),
            ([3000, 2000, 1100], true),
            ([46, 3000, 2990], true),
            // Little altogether.
            ([300, 300, 300, 300], false),
            (Array(repeating: 5, count: 63), false),
            (Array(repeating: 5, count: 64), true),
        ]
    )
    func isDueForFull(_ kibibytes: [Int], _ isDue: Bool) {
        #expect(checkpoint(kibibytes).isDueForFull == isDue)
    }
}
