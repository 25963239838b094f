import Cloche
import Testing

@testable import ClocheREPL

@Suite struct CheckpointTableTests {
    private static let checkpoints: [CheckpointInfo] = [
        .make(0, after: nil, bytes: 0), .make(1, after: 0, bytes: 1_200_000), .make(2, after: 1),
        .make(3, after: 2), .make(4, after: 3, lost: ["fetch"], branch: "plots"), .make(5, after: 3),
        .make(6, after: 2), .make(9, after: 6, cells: [7, 8, 9]), .make(10, after: 9, branch: "main"),
    ]
    private static let cells: [CellRecord] = [
        .make(1, "import pandas as pd"), .make(2, "df = pd.read_csv('a.csv')"), .make(3, "df = df.dropna()"),
        .make(4, "for c in df:\n    plot(c)\n"), .make(5, "s = '日本語の長い文字列です' * 2"), .make(6, "df.fillna(0)"),
        .make(9, "\u{1B}[31mx"), .make(10, "y = 1"),
    ]

    private func table(_ position: Int, _ width: Int, _ checkpoints: [CheckpointInfo] = Self.checkpoints) -> String {
        CheckpointTable.lines(
            checkpoints,
            position: position,
            cells: Self.cells,
            now: 1_767_229_200_000,
            width: width,
            palette: Palette(isEnabled: false),
            offset: { _ in 0 }
        ).joined(separator: "\n")
    }

    @Test("The way to where the session is goes straight down, other branches stand beside it")
    func wide() {
        let expected = """
            00:00:00           0  start
            00:01:00  1.2 MB   1  import pandas as pd
            00:02:00  4.2 KB   2  df = pd.read_csv('a.csv')
            00:03:00  4.2 KB  ├─  3  df = df.dropna() (undone)
            00:04:00  4.2 KB  │  ├─  4  for c in df: (without fetch, undone, branch plots)
            00:05:00  4.2 KB  │   5  s = '日本語の長い文字列です' * 2 (undone)
            00:06:00  4.2 KB   6  df.fillna(0)
            00:09:00  4.2 KB   9  \\u{1b}[31mx (covers 7 to 9, here)
            00:10:00  4.2 KB  10  y = 1 (undone, branch main)
            """
        #expect(table(9, 79) == expected)
    }

    @Test("On a narrow terminal sizes and seconds are left out, and what does not fit is cut")
    func narrow() {
        let expected = """
            00:00   0  start
            00:01   1  import pandas as pd
            00:02   2  df = pd.read_csv('a.csv')
            00:06  ├─  6  df.fillna(0) (undone)
            00:09  │   9  \\u{1b}[31mx (undone)
            00:10  │  10  y = 1 (branch main)
            00:03   3  df = df.dropna()
            00:05  ├─  5  s = '日本語の長… (undone)
            00:04   4  for c in df: (here)
            """
        #expect(table(4, 39) == expected)
    }

    @Test("Two hundred branches in each other are drawn within the window")
    func deep() {
        // Each has two children, of which the smaller one goes on.
        let deep = (0..<200).flatMap { level -> [CheckpointInfo] in
            let parent = level == 0 ? 0 : 2 * level - 1
            return [.make(2 * level + 1, after: parent), .make(2 * level + 2, after: parent)]
        }
        let lines = table(400, 40, [.make(0, after: nil)] + deep).split(separator: "\n")
        #expect(lines.count == 401)
        #expect(lines.filter { $0.count > 40 } == [])
    }

    @Test("Checkpoints whose parents are gone, or that make a circle, are drawn once each")
    func broken() {
        let broken: [CheckpointInfo] = [.make(3, after: 2), .make(4, after: 5), .make(5, after: 4), .make(6, after: 6)]
        let lines = table(5, 79, broken).split(separator: "\n")
        #expect(lines.count == 4)
    }
}
