import Testing

@testable import Cloche

@Suite("CheckpointLedger")
struct CheckpointLedgerTests {
    @Test(
        "what is lost is told in words",
        arguments: [
            (0, [], "as it was before it", [9]),
            (5, [6], "as it was after cell 5; cells 6 and 9 are lost", [6, 9]),
            (5, [6, 7], "as it was after cell 5; cells 6, 7 and 9 are lost", [6, 7, 9]),
            (5, [6, 7, 8], "as it was after cell 5; cells 6 to 9 are lost", [6, 7, 8, 9]),
            (0, [8], "as it was at its start; cells 8 and 9 are lost", [8, 9]),
        ]
    )
    func words(covered: Int, cells: [Int], state: String, lost: [Int]) {
        var ledger = CheckpointLedger()
        for cell in cells { ledger.ran(cell, for: .seconds(1)) }
        let recovery = ledger.goBack(after: "it broke", during: 9, to: covered)
        #expect(recovery == Recovery(message: "it broke; the session is back \(state)", lostCells: lost))
        #expect(ledger.uncovered.isEmpty)
    }

    @Test("a death between cells loses only what no checkpoint covers")
    func idle() {
        var ledger = CheckpointLedger()
        let unharmed = ledger.goBack(after: "it broke", during: nil, to: 0)
        #expect(unharmed.message == "it broke; the session is back as it was")
        ledger.ran(1, for: .seconds(1))
        ledger.cover()
        ledger.ran(2, for: .seconds(1))
        let recovery = ledger.goBack(after: "it broke", during: nil, to: 1)
        #expect(recovery.message == "it broke; the session is back as it was after cell 1; cell 2 is lost")
    }

    @Test("a first checkpoint is due at once, later ones are spaced by what they cost")
    func due() {
        let timing = SessionTiming()
        var ledger = CheckpointLedger()
        #expect(!ledger.isDue(at: .seconds(5), timing))
        ledger.ran(1, for: .milliseconds(1))
        #expect(ledger.isDue(at: .seconds(5), timing))
        ledger.cover(from: .seconds(5), to: .milliseconds(5010))
        ledger.ran(2, for: .milliseconds(1))
        #expect(!ledger.isDue(at: .milliseconds(5110), timing))
        #expect(ledger.isDue(at: .milliseconds(5111), timing))
        ledger.ran(3, for: .seconds(1))
        #expect(ledger.isDue(at: .milliseconds(5020), timing))
    }
}
