import Cloche

/// The checkpoints of a session in the order in which a tree shows them, each with the lines before it.
///
/// The way to where the session is goes straight down, and other branches stand beside it, above what came after.
struct CheckpointTree {
    /// One checkpoint.
    struct Row: Equatable {
        /// The lines of the branches that it stands in; empty on the main one.
        let lines: String
        /// The checkpoint.
        let info: CheckpointInfo
        /// Whether it is where the session is, or on the way there.
        let isPast: Bool
    }

    private let children: [Int: [CheckpointInfo]]
    /// The numbers of the checkpoints on the way to where the session is.
    private let past: Set<Int>
    private(set) var rows: [Row] = []

    /// Lays out checkpoints.
    ///
    /// - Parameters:
    ///   - checkpoints: The checkpoints, sorted by number; one whose parent is not among them is a root.
    ///   - position: The number of the one that the session is at.
    init(_ checkpoints: [CheckpointInfo], position: Int) {
        let parents = Dictionary(checkpoints.map { ($0.number, $0.parent) }) { $1 }
        var past: Set<Int> = []
        var next: Int? = position
        // A parent has a smaller number; anything else would go in circles.
        while let number = next, parents[number] != nil, past.insert(number).inserted { next = parents[number] ?? nil }
        self.past = past
        let isKnown = { (info: CheckpointInfo) in info.parent.map { parents[$0] != nil && $0 < info.number } ?? false }
        children = Dictionary(grouping: checkpoints.filter(isKnown)) { $0.parent ?? 0 }
        for root in checkpoints where !isKnown(root) { draw(root, "", "") }
    }

    /// Draws a checkpoint and what comes after it.
    private mutating func draw(_ root: CheckpointInfo, _ first: String, _ others: String) {
        var lines = first
        var node = root
        while true {
            rows.append(Row(lines: lines, info: node, isPast: past.contains(node.number)))
            lines = others
            guard let after = children[node.number], let main = after.last(where: isMain) ?? after.last else { return }
            for side in after where side.number != main.number { draw(side, others + "├─ ", others + "│  ") }
            node = main
        }
    }

    private func isMain(_ info: CheckpointInfo) -> Bool { past.contains(info.number) }
}
