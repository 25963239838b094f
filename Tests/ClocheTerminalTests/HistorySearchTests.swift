import Testing

@testable import ClocheTerminal

@Suite struct HistorySearchTests {
    private var search = HistorySearch(cells: ["import os", "x = 1", "import sys\nsys.path", "Y = 2"])

    @Test mutating func `the newest cell that matches is found, then older ones`() {
        type("import")
        #expect(search.cell == "import sys\nsys.path")
        #expect(search.count == 2)
        search.older()
        #expect(search.cell == "import os")
        search.older()
        #expect(search.cell == "import os")
        #expect(search.hasFailed && search.query == "import")
    }

    @Test mutating func `newer cells are found again`() {
        type("import")
        search.older()
        search.newer()
        #expect(search.found == 2)
        #expect(!search.hasFailed)
        search.newer()
        #expect(search.found == 2)
        #expect(search.hasFailed)
    }

    @Test mutating func `a longer query keeps the cell or goes to another one`() {
        type("s")
        #expect(search.cell == "import sys\nsys.path")
        search.backspace()
        #expect(search.cell == nil)
        type("import o")
        #expect(search.cell == "import os")
        search = HistorySearch(cells: ["ab", "a"])
        type("a")
        search.older()
        type("b")
        #expect(search.cell == "ab")
    }

    @Test mutating func `an older cell stays although a newer one matches the longer query too`() {
        type("i")
        search.older()
        type("mport")
        #expect(search.cell == "import os")
    }

    @Test mutating func `a query that nothing matches leaves the cell that was found`() {
        type("xq")
        #expect(search.hasFailed)
        #expect(search.cell == "x = 1")
        #expect(search.ranges == [])
        search.backspace()
        #expect(search.cell == "x = 1")
        #expect(!search.hasFailed && search.query == "x")
    }

    @Test mutating func `words and all before the cursor are killed`() {
        type("import os path")
        search.killWord()
        #expect(search.query == "import os ")
        search.left()
        search.killToStart()
        #expect(search.query == " " && search.cursor == 0)
    }

    @Test mutating func `the query is edited at its cursor`() {
        type("port sys")
        for _ in 0..<8 { search.left() }
        search.insert("im")
        #expect(search.query == "import sys")
        #expect(search.cursor == 2)
        search.right()
        search.delete()
        search.left()
        search.backspace()
        #expect(search.query == "iprt sys")
        for _ in 0..<8 { search.right() }
        search.insert("e\u{301}👩‍👩‍👧")
        search.left()
        search.backspace()
        #expect(search.query == "iprt sys👩‍👩‍👧")
        search.delete()
        search.delete()
        #expect(search.query == "iprt sys")
        #expect(search.cursor == 8)
    }

    @Test mutating func `leading spaces of a query go one by one`() {
        search.insert("    ")
        search.backspace()
        #expect(search.query == "   ")
    }

    @Test mutating func `a pasted query may have lines`() {
        search.insert("sys\nsys")
        #expect(search.cell == "import sys\nsys.path")
        #expect(search.ranges == [7..<14])
    }

    @Test mutating func `an empty query finds nothing, or takes up the earlier one`() {
        search.older()
        #expect(search.cell == nil)
        #expect(!search.hasFailed)
        search = HistorySearch(cells: ["import os", "x"], earlier: "os")
        search.older()
        #expect(search.query == "os")
        #expect(search.cell == "import os")
    }

    private mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { search.insert(String(scalar)) }
    }
}
