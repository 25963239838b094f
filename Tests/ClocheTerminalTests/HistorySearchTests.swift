import Testing

@testable import ClocheTerminal

@Suite struct HistorySearchTests {
    private var search = HistorySearch(cells: ["import os", "x = 1", "import sys\nsys.path", "y = 2"])

    @Test mutating func `the newest cell that holds the pattern is found, then older ones`() {
        type("import")
        #expect(search.cell == "import sys\nsys.path")
        search.searchOlder()
        #expect(search.cell == "import os")
        search.searchOlder()
        #expect(search.cell == "import os")
        #expect(search.prompt == "failed search: import")
    }

    @Test mutating func `a longer pattern keeps the cell or goes to an older one`() {
        type("s")
        #expect(search.cell == "import sys\nsys.path")
        search.removeLast()
        type("import o")
        #expect(search.cell == "import os")
    }

    @Test mutating func `a shorter pattern searches again`() {
        type("xq")
        #expect(search.hasFailed)
        search.removeLast()
        #expect(search.cell == "x = 1")
        #expect(search.prompt == "search: x")
    }

    private mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { search.append(scalar) }
    }
}
