import Cloche
import Testing

@testable import ClocheREPL

@Suite struct DifferenceTableTests {
    private func variable(_ name: String, _ value: String) -> Variable {
        Variable(name: name, type: "int", value: value, size: 28)
    }

    @Test("What came, went and changed is sorted by name, each with its sign")
    func lines() {
        let difference = StateDifference(
            from: 0,
            to: 7,
            added: [variable("z", "9")],
            removed: [variable("a", "1")],
            changed: [.init(before: variable("count", "2"), after: variable("count", "3\n"))]
        )
        let expected = """
            - a      int  28 B  1
            - count  int  28 B  2
            + count  int  28 B  3
            + z      int  28 B  9
            """
        let lines = DifferenceTable.lines(difference, width: 40, palette: Palette(isEnabled: false))
        #expect(lines.joined(separator: "\n") == expected)
        #expect(DifferenceTable.summary(difference) == "from the start to cell 7: 1 added, 1 removed, 1 changed")
    }

    @Test("States with the same variables say so")
    func same() {
        let summary = DifferenceTable.summary(StateDifference(from: 3, to: 7))
        #expect(summary == "from cell 3 to cell 7 no variable differs")
    }
}
