import Testing

@testable import Cloche

@Suite("Timeline")
struct TimelineTests {
    /// A timeline with one checkpoint a cell, up to a number.
    private func line(_ cells: ClosedRange<Int>) -> Timeline {
        var timeline = Timeline()
        for cell in cells { timeline.run(cell) }
        return timeline
    }

    @Test("undo goes back cell by cell, redo goes the same way again")
    func undoRedo() {
        var timeline = line(1...3)
        #expect(timeline.target(undoing: 1) == 2)
        #expect(timeline.target(undoing: 3) == 0)
        #expect(timeline.target(undoing: 4) == nil)
        #expect(timeline.target(redoing: 1) == nil)
        timeline.move(to: 1)
        #expect(timeline.undoable == 1)
        #expect(timeline.redoable == 2)
        #expect(timeline.target(redoing: 2) == 3)
    }

    @Test("a cell after an undo makes a branch, and the other one stays")
    func branches() {
        var timeline = line(1...3)
        timeline.move(to: 1)
        timeline.run(4)
        timeline.run(5)
        #expect(timeline.infos.map(\.number) == [0, 1, 2, 3, 4, 5])
        #expect(timeline.infos.map(\.parent) == [nil, 0, 1, 2, 1, 4])
        #expect(timeline.cells(at: 5) == [1, 4, 5])
        let travel = timeline.travel(to: 3)
        #expect(travel == Travel(from: 5, to: 3, undone: [4, 5], redone: [2, 3]))
        timeline.move(to: 3)
        timeline.move(to: 1)
        // Redo goes where one was last.
        #expect(timeline.target(redoing: 2) == 3)
    }

    @Test("what undone cells touched outside is told once each, what redone ones touched is not")
    func wentOut() {
        var timeline = Timeline()
        let file = Permission(kind: .write, item: "/data/a")
        let host = Permission(kind: .net, item: "example.com:443")
        timeline.run(1, wentOut: [file])
        timeline.run(2, wentOut: [file, host])
        #expect(timeline.travel(to: 0).wentOut == [file, host])
        timeline.move(to: 0)
        #expect(timeline.travel(to: 2).wentOut.isEmpty)
    }

    @Test("a branch's name goes on with its end, and stays where one leaves it")
    func names() {
        var timeline = line(1...2)
        timeline.name("main")
        timeline.run(3)
        #expect(timeline.branches == ["main": 3])
        timeline.move(to: 1)
        timeline.run(4)
        #expect(timeline.branch == nil)
        timeline.name("other")
        #expect(timeline.infos.compactMap(\.branch) == ["main", "other"])
        timeline.move(to: 3)
        #expect(timeline.branch == "main")
    }

    @Test("several cells under one checkpoint are undone together")
    func together() {
        var timeline = line(1...1)
        timeline.add(.make(heap: ["2 and 3"]), cells: [2, 3])
        #expect(timeline.position == 3)
        #expect(timeline.target(undoing: 1) == 1)
        #expect(timeline.travel(to: 1).undone == [2, 3])
        #expect(timeline.undoable == 3)
    }

    @Test("a checkpoint without a cell takes the place of the last one")
    func again() {
        var timeline = line(1...2)
        timeline.add(.make(heap: ["again"]), cells: [], runner: 7)
        #expect(timeline.infos.map(\.number) == [0, 1, 2])
        #expect(timeline.nodes[2]?.runner == 7)
        #expect(timeline.nodes[2]?.info.cells == [2])
        #expect(timeline.nodes[2]?.info.parent == 1)
    }

    @Test("the oldest are forgotten first, and their cells belong to the next one then")
    func thinning() {
        var timeline = line(1...5)
        timeline.thin(to: CheckpointBounds(count: 3, bytes: 1000))
        #expect(timeline.infos.map(\.number) == [0, 3, 4, 5])
        #expect(timeline.nodes[3]?.info.cells == [1, 2, 3])
        #expect(timeline.target(undoing: 3) == 0)
    }

    @Test("where they take up too much, only where one is stays at the least")
    func thinningByBytes() {
        var timeline = line(1...5)
        timeline.move(to: 2)
        timeline.thin(to: CheckpointBounds(count: 200, bytes: 1))
        #expect(timeline.infos.map(\.number) == [0, 2])
        #expect(timeline.undoable == 2)
        #expect(timeline.redoable == 0)
    }

    @Test("parts that checkpoints have in common count once")
    func size() {
        var timeline = Timeline()
        let first = Checkpoint.make(heap: ["1234"])
        timeline.add(first, cells: [1])
        var second = Checkpoint.make(heap: ["56"])
        second.heap = first.heap + second.heap
        timeline.add(second, cells: [2])
        #expect(timeline.byteCount == 2 * Checkpoint.make(heap: []).byteCount + 6)
        #expect(timeline.nodes[2]?.info.bytes == Checkpoint.make(heap: ["56"]).byteCount)
    }

    @Test("the way between two checkpoints is the heap parts of either alone")
    func way() {
        let first = Checkpoint.make(heap: ["a", "b"])
        var second = first
        second.heap = [first.heap[0]] + Checkpoint.make(heap: ["c", "d"]).heap
        let way = first.way(to: second).map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(way == ["b", "c", "d"])
        #expect(second.way(to: second).isEmpty)
    }
}

extension Timeline {
    fileprivate mutating func run(_ cell: Int, wentOut: [Permission] = []) {
        add(.make(heap: ["cell \(cell)"]), cells: [cell], wentOut: wentOut)
    }
}

extension Checkpoint {
    /// A checkpoint whose heap parts are texts.
    static func make(heap: [String], heapBytes: Int = 65536) -> Checkpoint {
        Checkpoint(
            references: CheckpointPart(.references, bytes: Array("references".utf8)),
            heap: heap.map { CheckpointPart(.heap, bytes: Array($0.utf8)) },
            heapBytes: heapBytes
        )
    }
}
