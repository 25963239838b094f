import Cloche
import Testing

@testable import ClocheREPL

@Suite struct TravelTextTests {
    private static let cells: [CellRecord] = [
        .make(1, "x = 1"), .make(2, "def f():\n    return 1\n"),
        .make(3, "send(x, 'a very long text that does not fit')"),
    ]

    private func lines(_ travel: Travel, _ width: Int = 80) -> String {
        TravelText.lines(travel, Self.cells, width: width).joined(separator: "\n")
    }

    @Test("The undone cells, where the session is, what undo does not cover and what is lost are told")
    func undo() {
        let travel = Travel(
            from: 3,
            to: 1,
            undone: [2, 3],
            wentOut: [
                Permission(kind: .net, item: "example.com:443"), Permission(kind: .write, item: "/data/a b.csv"),
                Permission(kind: .run, item: "git"), Permission(kind: .write, item: "/data/c\u{1B}.csv"),
            ],
            lost: ["fetch of 'x'"]
        )
        let expected = """
              undone  [2]  def f(): (+2 lines)
              undone  [3]  send(x, 'a very long text that does not fit')
            the session is as it was after cell 1; ':goto 3' takes this back
            not undone, since it is outside of the sandbox:
              files     /data/a b.csv, /data/c\\u{1b}.csv
              hosts     example.com:443
              commands  git
            did not survive: fetch of 'x'
            """
        #expect(lines(travel) == expected)
        let narrow = """
              undone  [2]  def f(): (+2 lines)
              undone  [3]  send(x, 'a very long te…
            the session is as it was after cell 1;
            ':goto 3' takes this back
            not undone, since it is outside of the
            sandbox:
              files     /data/a b.csv,
                        /data/c\\u{1b}.csv
              hosts     example.com:443
              commands  git
            did not survive: fetch of 'x'
            """
        #expect(lines(travel, 40) == narrow)
    }

    @Test("What was redone is told, and the start has its own words")
    func redo() {
        let expected = """
              undone  [3]  send(x, 'a very long text that does not fit')
              redone  [1]  x = 1
            the session is as it was after cell 1; ':goto 3' takes this back
            """
        #expect(lines(Travel(from: 3, to: 1, undone: [3], redone: [1])) == expected)
        let start = "  undone  [1]  x = 1\nthe session is as it was at its start; ':goto 1' takes this back"
        #expect(lines(Travel(from: 1, to: 0, undone: [1])) == start)
    }

    @Test("Many cells and many names are counted")
    func many() {
        let hosts = (1...12).map { Permission(kind: .net, item: "h\($0)") }
        let travel = Travel(from: 40, to: 0, undone: Array(1...40), wentOut: hosts)
        let text = lines(travel)
        #expect(text.hasPrefix("  undone  30 earlier cells\n  undone  [31]  \n"))
        #expect(text.hasSuffix("  hosts  h1, h2, h3, h4, h5, h6, h7, h8 and 4 more"))
    }

    @Test("Going to where the session is changes nothing")
    func nowhere() {
        #expect(lines(Travel(from: 3, to: 3)) == "nothing changes: the session is as it was after cell 3 already")
    }
}
