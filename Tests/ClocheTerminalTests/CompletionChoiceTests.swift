import Testing

@testable import ClocheTerminal

@Suite struct CompletionChoiceTests {
    private let choice = CompletionChoice(["range", "repr", "round"].map { Completion($0) }, start: 3, typed: "r")

    @Test func `the choice goes round both ways and back to what was typed`() {
        var choice = choice
        #expect(choice.text == "r")
        choice.selectNext()
        #expect(choice.text == "range")
        choice.selectPrevious()
        #expect(choice.text == "round")
        choice.selectNext()
        #expect(choice.text == "range")
        choice.deselect()
        #expect(choice.text == "r")
    }

    @Test func `a step leads to another column, where there is one`() {
        var choice = choice
        choice.select(by: 2)
        #expect(choice.text == "range")
        choice.select(by: 2)
        #expect(choice.text == "round")
        choice.select(by: 2)
        #expect(choice.text == "round")
        choice.select(by: -2)
        #expect(choice.text == "range")
    }

    @Test func `typing on narrows the list until nothing or only that is left`() {
        var choice = choice
        let isLeft = ["r", "re", "repr", "x"].map { typed in choice.narrow(to: typed) }
        #expect(isLeft == [true, true, false, false])
        _ = choice.narrow(to: "re")
        #expect(choice.candidates.map(\.text) == ["repr"])
    }
}
