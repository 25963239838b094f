import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct UndoStackTests {
    @Test func `typed words are taken back one at a time and come again`() {
        var stack = UndoStack()
        type("one two", into: &stack)
        #expect(stack.undo()?.string == "one ")
        #expect(stack.undo()?.string == "")
        #expect(stack.undo() == nil)
        #expect(stack.redo()?.string == "one ")
        #expect(stack.redo()?.string == "one two")
        #expect(stack.redo() == nil)
    }

    @Test func `a line end is a change of its own`() {
        var stack = UndoStack()
        type("a\nb", into: &stack)
        #expect(stack.undo()?.string == "a\n")
        #expect(stack.undo()?.string == "a")
    }

    @Test func `a move of the cursor ends a change`() {
        var stack = UndoStack()
        type("ab", into: &stack)
        stack.record(text("ab", cursor: 1))
        stack.record(text("axb", cursor: 2))
        #expect(stack.undo() == text("ab", cursor: 1))
        #expect(stack.undo()?.string == "")
    }

    @Test func `characters deleted one after the other come back together`() {
        var stack = UndoStack()
        stack.record(text("abc", cursor: 3))
        stack.record(text("ab", cursor: 2))
        stack.record(text("a", cursor: 1))
        #expect(stack.undo()?.string == "abc")
        #expect(stack.redo()?.string == "a")
    }

    @Test func `a replacement in the middle comes back with its cursor`() {
        var stack = UndoStack()
        stack.record(text("print(x)", cursor: 8))
        stack.record(text("print(long)", cursor: 10))
        #expect(stack.undo() == text("print(x)", cursor: 8))
        #expect(stack.redo() == text("print(long)", cursor: 10))
    }

    @Test func `a new change forgets what was taken back`() {
        var stack = UndoStack()
        type("ab", into: &stack)
        _ = stack.undo()
        type("c", into: &stack)
        #expect(stack.redo() == nil)
        #expect(stack.undo()?.string == "")
    }

    @Test func `any edits can be taken back one by one to the start and made again`() {
        var random = SplitMix(state: 11)
        for _ in 0..<50 {
            var stack = UndoStack()
            var current = text("", cursor: 0)
            for _ in 0..<40 {
                current = edited(current, &random)
                stack.record(current)
            }
            var undone = 0
            while let previous = stack.undo() {
                undone += 1
                if previous.scalars.isEmpty, undone > 200 { break }
            }
            var last = text("", cursor: 0)
            while let next = stack.redo() { last = next }
            #expect(undone == 0 || last.string == current.string)
        }
    }

    private func edited(_ current: CellText, _ random: inout SplitMix) -> CellText {
        var scalars = current.scalars
        let start = Int.random(in: 0...scalars.count, using: &random)
        let end = Int.random(in: start...min(scalars.count, start + 3), using: &random)
        let new = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            ["a", " ", "\n", "é"].randomElement(using: &random) ?? Unicode.Scalar("a")
        }
        scalars.replaceSubrange(start..<end, with: new)
        return CellText(scalars: scalars, cursor: start + new.count)
    }

    private func type(_ string: String, into stack: inout UndoStack) {
        let scalars = Array(string.unicodeScalars)
        for count in scalars.indices {
            stack.record(CellText(scalars: Array(scalars[...count]), cursor: count + 1))
        }
    }

    private func text(_ string: String, cursor: Int) -> CellText {
        CellText(scalars: Array(string.unicodeScalars), cursor: cursor)
    }
}
