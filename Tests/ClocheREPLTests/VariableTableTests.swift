import Cloche
import Testing

@testable import ClocheREPL

@Suite struct VariableTableTests {
    @Test("Columns are aligned, values are on one line and cut")
    func lines() {
        let variables = [
            Variable(name: "a", type: "int", value: "1", size: 28),
            Variable(name: "names", type: "list", value: "['x',\n 'yyyyyyyyyyyyyyyyyyyyyyyyyyyy']", size: 4200),
            Variable(name: "f", type: "function", value: "\u{1B}[8m<f>", size: nil),
        ]
        let lines = VariableTable.lines(variables, width: 40, palette: Palette(isEnabled: false))
        let expected = """
            a      int         28 B  1
            names  list      4.2 KB  ['x', 'yyyyyyy…
            f      function          \\u{1b}[8m<f>
            """
        #expect(lines.joined(separator: "\n") == expected)
    }
}
