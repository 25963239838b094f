import Testing

@testable import ClocheTerminal

@Suite struct HistoryNavigationTests {
    @Test func `the way back ends at the oldest cell and the way forth at the draft`() {
        var navigation = HistoryNavigation(cells: ["a", "b"])
        #expect(navigation.previous(leaving: "draft") == "b")
        #expect(navigation.previous(leaving: "b") == "a")
        #expect(navigation.previous(leaving: "a") == nil)
        #expect(navigation.next() == "b")
        #expect(navigation.next() == "draft")
        #expect(navigation.next() == nil)
    }

    @Test func `only cells that begin with what was typed are on the way`() {
        var navigation = HistoryNavigation(cells: ["import os", "x", "import re\nre", "imp", "y"], prefix: "imp")
        #expect(navigation.previous(leaving: "imp") == "import re\nre")
        #expect(navigation.previous(leaving: "import re\nre") == "import os")
        #expect(navigation.previous(leaving: "import os") == nil)
        #expect(navigation.next(leaving: "import os") == "import re\nre")
        #expect(navigation.next(leaving: "import re\nre") == "imp")
    }

    @Test func `a beginning is compared by its bytes`() {
        var navigation = HistoryNavigation(cells: ["e\u{301}a", "\u{E9}b"], prefix: "\u{E9}")
        #expect(navigation.previous(leaving: "\u{E9}") == "\u{E9}b")
        #expect(navigation.previous(leaving: "\u{E9}b") == nil)
    }

    @Test func `a cell that was changed is found as it was left`() {
        var navigation = HistoryNavigation(cells: ["a", "b"])
        #expect(navigation.previous(leaving: "draft") == "b")
        #expect(navigation.previous(leaving: "b changed") == "a")
        #expect(navigation.next(leaving: "a") == "b changed")
        #expect(navigation.next(leaving: "b") == "draft")
        #expect(navigation.previous(leaving: "draft") == "b")
    }

    @Test func `without cells there is no way`() {
        var navigation = HistoryNavigation(cells: [])
        #expect(navigation.previous(leaving: "x") == nil)
        #expect(navigation.next(leaving: "x") == nil)
    }
}
