import Cloche
import Testing

@testable import ClocheREPL

@Suite struct TranscriptTextTests {
    private static let records = [
        CellTranscriptRecord(cell: .make(1, "import math\nmath.pi"), stdout: "", value: "3.14"),
        CellTranscriptRecord(cell: .make(2, "print('hi')"), stdout: "hi\n\u{1B}[2Jthere\n", stderr: "warned"),
        CellTranscriptRecord(cell: .make(3, "table"), value: "a\nb"),
        CellTranscriptRecord(
            cell: CellRecord(number: 4, source: "1/0", status: .error, duration: .zero),
            error: "Traceback (most recent call last):\nZeroDivisionError: division by zero\n"
        ),
        CellTranscriptRecord(cell: CellRecord(number: 5, source: "loop()", status: .timedOut, duration: .zero)),
    ]

    private func text(_ rows: Int, columns: Int = 80, _ records: [CellTranscriptRecord] = Self.records) -> String {
        TranscriptText.lines(records, columns: columns, rows: rows, palette: Palette(isEnabled: false))
            .joined(separator: "\n")
    }

    @Test("Cells stand there as they stood on the screen")
    func whole() {
        let expected = """
            In [1]: import math
               ...: math.pi
            Out[1]: 3.14
            In [2]: print('hi')
            hi
            ^[[2Jthere
            warned
            In [3]: table
            Out[3]: 
            a
            b
            In [4]: 1/0
            Traceback (most recent call last):
            ZeroDivisionError: division by zero
            In [5]: loop()
            cell 5 ran too long
            """
        #expect(text(40) == expected)
        #expect(text(17) == expected)
    }

    @Test("Where they do not fit, the last lines are shown")
    func cut() {
        let expected = """
            … what came before is not shown
            Traceback (most recent call last):
            ZeroDivisionError: division by zero
            In [5]: loop()
            cell 5 ran too long
            """
        #expect(text(5) == expected)
    }

    @Test("Lines that wrap take more rows, and one without an end is cut")
    func long() {
        let long = [CellTranscriptRecord(cell: .make(1, "x"), stdout: String(repeating: "a", count: 5000))]
        let line = String(repeating: "a", count: 59) + "…"
        #expect(text(5, columns: 20, long) == "In [1]: x\n" + line)
        #expect(text(4, columns: 20, long) == "… what came before is not shown\n" + line)
        #expect(text(1, columns: 20, long) == "… what came before is not shown")
    }
}
