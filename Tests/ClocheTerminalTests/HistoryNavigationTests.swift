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
}
