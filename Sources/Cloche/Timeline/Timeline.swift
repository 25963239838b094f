#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The checkpoints of a session as a tree, and where in it the session is.
///
/// A checkpoint is named by the number of the last cell that it covers; 0 is the fresh interpreter. Numbers are never used
/// twice, so that going back and on in another way makes a branch and loses nothing.
struct Timeline: Sendable {
    /// One state of the session.
    struct Node: Sendable {
        /// What it is, but for the name of its branch.
        var info: CheckpointInfo

        /// Its memory; nil for a fresh interpreter that has not told of it.
        var checkpoint: Checkpoint?

        /// True for the fresh interpreter, which is booted without an image.
        var isFresh = false

        /// The runner that was at it and can be rewound to it; nil where none is.
        var runner: Int?

        /// The child that was visited last.
        var next: Int?
    }

    private(set) var nodes: [Int: Node]

    /// The checkpoint that the session is at.
    private(set) var position: Int

    /// The ends of the branches that have names.
    private(set) var branches: [String: Int] = [:]

    /// The branch that the session was on last, where it has a name.
    private var lastBranch: String?

    /// The branch that new cells go on: the one whose end the session is at, where it has a name.
    var branch: String? { lastBranch.flatMap { branches[$0] == position ? $0 : nil } }

    /// Makes the timeline of a fresh interpreter, or of one that was loaded.
    init(_ checkpoint: Checkpoint? = nil, at number: Int = 0, taken: Date = .thisSecond) {
        var info = CheckpointInfo(number: number, taken: taken)
        info.describe(checkpoint)
        position = number
        nodes = [number: Node(info: info, checkpoint: checkpoint, isFresh: checkpoint == nil)]
    }

    /// The memory that the session is at; nil for a fresh interpreter that has not told of it.
    var checkpoint: Checkpoint? { nodes[position]?.checkpoint }

    /// What a runner boots from to be where the session is; nil for the fresh interpreter.
    var image: Checkpoint? { image(of: position) }

    /// What a runner boots from to be at a checkpoint; nil for the fresh interpreter.
    func image(of number: Int) -> Checkpoint? {
        guard let node = nodes[number], !node.isFresh else { return nil }
        return node.checkpoint
    }

    /// All checkpoints, sorted by their numbers.
    var infos: [CheckpointInfo] {
        nodes.values.map(\.info).sorted { $0.number < $1.number }.map { info in
            var info = info
            info.branch = branches.filter { $0.value == info.number }.keys.min()
            return info
        }
    }

    /// The numbers of the checkpoints from the oldest to one.
    func path(to number: Int) -> [Int] {
        var path: [Int] = []
        var next: Int? = number
        while let number = next, let node = nodes[number] {
            path.append(number)
            next = node.info.parent
        }
        return path.reversed()
    }

    /// The cells whose effects are in a state, as far back as checkpoints are kept.
    func cells(at number: Int) -> Set<Int> {
        Set(path(to: number).flatMap { nodes[$0]?.info.cells ?? [] })
    }

    // MARK: Ways

    /// The checkpoint before the last so many cells; nil where there are not as many.
    func target(undoing count: Int) -> Int? {
        var left = count
        var number = position
        while left > 0 {
            guard let info = nodes[number]?.info, let parent = info.parent else { return nil }
            left -= info.cells.count
            number = parent
        }
        return number
    }

    /// The checkpoint so many cells further on the way that was visited last; nil where there are not as many.
    func target(redoing count: Int) -> Int? {
        var left = count
        var number = position
        while left > 0 {
            guard let next = nodes[number]?.next, let info = nodes[next]?.info else { return nil }
            left -= info.cells.count
            number = next
        }
        return number
    }

    /// How many cells can be undone.
    var undoable: Int { path(to: position).dropFirst().reduce(0) { $0 + (nodes[$1]?.info.cells.count ?? 0) } }

    /// How many cells can be redone.
    var redoable: Int {
        var count = 0
        var number = position
        while let next = nodes[number]?.next, let node = nodes[next] {
            count += node.info.cells.count
            number = next
        }
        return count
    }

    /// What going to a checkpoint undoes and brings back.
    func travel(to number: Int) -> Travel {
        let here = path(to: position)
        let there = path(to: number)
        let common = zip(here, there).prefix { $0 == $1 }.count
        let left = here.dropFirst(common).compactMap { nodes[$0]?.info }
        let entered = there.dropFirst(common).compactMap { nodes[$0]?.info }
        var wentOut: [Permission] = []
        for permission in left.flatMap(\.wentOut) where !wentOut.contains(permission) { wentOut.append(permission) }
        return Travel(
            from: position,
            to: number,
            undone: left.flatMap(\.cells),
            redone: entered.flatMap(\.cells),
            wentOut: wentOut,
            lost: nodes[number]?.info.lost ?? []
        )
    }

    // MARK: Changes

    /// Takes in a checkpoint of what the session is now.
    ///
    /// - Parameters:
    ///   - checkpoint: Its memory.
    ///   - cells: The cells that were run since the last one; where there are none it takes the place of the last one.
    ///   - wentOut: What they used that no undo covers.
    ///   - taken: When it was taken.
    ///   - runner: The runner that it is from.
    /// - Returns: The checkpoint's node.
    @discardableResult
    mutating func add(
        _ checkpoint: Checkpoint,
        cells: [Int],
        wentOut: [Permission] = [],
        taken: Date = .thisSecond,
        runner: Int? = nil
    ) -> Node {
        let parent = cells.isEmpty ? nodes[position]?.info.parent : position
        var node = Node(info: CheckpointInfo(number: cells.last ?? position, parent: parent, taken: taken))
        if cells.isEmpty, let last = nodes[position] { node = last }
        let before = Set((self.checkpoint?.parts ?? []).map { ObjectIdentifier($0.content) })
        let new = checkpoint.parts.filter { !before.contains(ObjectIdentifier($0.content)) }
        node.checkpoint = checkpoint
        node.runner = runner
        node.info.describe(checkpoint)
        node.info.bytes = new.reduce(cells.isEmpty ? node.info.bytes : 0) { $0 + $1.content.count }
        if !cells.isEmpty {
            node.info.taken = taken
            node.info.cells = cells
            node.info.wentOut = wentOut
            enter(node)
        }
        nodes[position] = node
        return node
    }

    private mutating func enter(_ node: Node) {
        let number = node.info.number
        if let branch { branches[branch] = number }
        nodes[position]?.next = number
        position = number
    }

    /// Takes in a checkpoint that was stored, where it stood; its parent has to be there.
    mutating func insert(_ info: CheckpointInfo, _ checkpoint: Checkpoint?) {
        var info = info
        info.describe(checkpoint)
        let last = nodes[info.number]
        nodes[info.number] = Node(
            info: info,
            checkpoint: checkpoint,
            isFresh: last?.isFresh ?? false,
            next: last?.next
        )
        if let parent = info.parent { nodes[parent]?.next = info.number }
    }

    /// Takes a stored checkpoint for the oldest, in the place of the fresh interpreter, which nothing goes back to.
    mutating func begin(at number: Int) {
        if number > 0 { nodes[0] = nil }
        nodes[number]?.isFresh = false
        position = number
    }

    /// Goes to a checkpoint, which a runner is at now.
    mutating func move(to number: Int, runner: Int? = nil) {
        let path = path(to: number)
        for (parent, child) in zip(path, path.dropFirst()) { nodes[parent]?.next = child }
        position = number
        nodes[number]?.runner = runner
        if branch == nil { lastBranch = branches.filter { $0.value == number }.keys.min() }
    }

    /// Gives the line that the session is on a name.
    mutating func name(_ branch: String) {
        branches[branch] = position
        lastBranch = branch
    }

    /// Takes in where a branch was stored to end, and whether the session was on it.
    mutating func insert(branch: String, at number: Int, isCurrent: Bool) {
        branches[branch] = number
        if isCurrent { lastBranch = branch }
    }

    /// Forgets a checkpoint: its children go on from its parent.
    mutating func remove(_ number: Int) {
        guard number != position, let node = nodes.removeValue(forKey: number) else { return }
        for child in nodes.values where child.info.parent == number {
            var info = child.info
            info.parent = node.info.parent
            if info.parent != nil {
                info.cells = node.info.cells + info.cells
                info.wentOut = node.info.wentOut + info.wentOut.filter { !node.info.wentOut.contains($0) }
            }
            nodes[info.number]?.info = info
        }
        if let parent = node.info.parent, nodes[parent]?.next == number { nodes[parent]?.next = node.next }
        branches = branches.filter { $0.value != number }
    }

    /// Forgets the oldest checkpoints until no more than so many are left, and no more than so many bytes.
    ///
    /// The one that the session is at stays, and those that branches with a name end at as long as others can go.
    mutating func thin(to bounds: CheckpointBounds) {
        var count = nodes.count - 1
        var bytes = byteCount
        guard count > bounds.count || bytes > bounds.bytes else { return }
        let ends = Set(branches.values)
        let oldest = nodes.keys.filter { $0 > 0 && $0 != position }.sorted()
        for number in oldest.filter({ !ends.contains($0) }) + oldest.filter(ends.contains) {
            guard count > bounds.count || bytes > bounds.bytes else { return }
            remove(number)
            count -= 1
            if bytes > bounds.bytes { bytes = byteCount }
        }
    }

    /// The size of all parts of all checkpoints, those that several have in common once, in bytes.
    var byteCount: Int {
        var seen: Set<ObjectIdentifier> = []
        return nodes.values.reduce(0) { sum, node in
            (node.checkpoint?.parts ?? []).reduce(sum) { sum, part in
                seen.insert(ObjectIdentifier(part.content)).inserted ? sum + part.content.count : sum
            }
        }
    }
}

extension CheckpointInfo {
    /// Takes over what a memory says of itself.
    fileprivate mutating func describe(_ checkpoint: Checkpoint?) {
        heapBytes = checkpoint?.heapBytes ?? 0
        variables = checkpoint?.variables ?? []
        lost = checkpoint?.lost ?? []
    }
}
