/// Finds many patterns in one pass over bytes, which may come in pieces (Aho and Corasick, 1975).
///
/// A state stands for the longest beginning of a pattern that the bytes so far end with.
struct ByteAutomaton: Sendable {
    /// A pattern that ends at a place.
    struct Match: Sendable, Equatable {
        /// The number of its bytes; 0 where no pattern ends there.
        var length = 0
        /// The number it was given.
        var label = 0
    }

    private struct Node: Sendable {
        var depth: Int
        /// The first pattern that begins with these bytes.
        var label: Int
        /// The state of the longest shorter ending that is the beginning of a pattern.
        var shorter = 0
        /// The longest pattern that ends here.
        var match = Match()
    }

    private var nodes = [Node(depth: 0, label: 0)]
    private var roots = [Int](repeating: 0, count: 256)
    private var edges: [Int: Int] = [:]

    /// Makes an automaton of patterns that are not empty, each with its label.
    init(_ patterns: [(bytes: [UInt8], label: Int)]) {
        for pattern in patterns { insert(pattern.bytes, pattern.label) }
        link()
    }

    /// The state after one more byte; the first one is 0.
    func state(after state: Int, _ byte: UInt8) -> Int {
        var state = state
        while state != 0 {
            if let next = edges[Self.edge(state, byte)] { return next }
            state = nodes[state].shorter
        }
        return roots[Int(byte)]
    }

    /// How many of the last bytes are the beginning of a pattern.
    func depth(_ state: Int) -> Int { nodes[state].depth }

    /// The pattern that the last bytes are the beginning of.
    func label(_ state: Int) -> Int { nodes[state].label }

    /// The longest pattern that ends at a state.
    func match(_ state: Int) -> Match { nodes[state].match }

    private mutating func insert(_ bytes: [UInt8], _ label: Int) {
        var state = 0
        for byte in bytes { state = child(of: state, byte, label) }
        if nodes[state].match.length == 0 { nodes[state].match = Match(length: bytes.count, label: label) }
    }

    private mutating func child(of state: Int, _ byte: UInt8, _ label: Int) -> Int {
        let known = state == 0 ? roots[Int(byte)] : edges[Self.edge(state, byte)] ?? 0
        guard known == 0 else { return known }
        nodes.append(Node(depth: nodes[state].depth + 1, label: label))
        if state == 0 { roots[Int(byte)] = nodes.count - 1 } else { edges[Self.edge(state, byte)] = nodes.count - 1 }
        return nodes.count - 1
    }

    /// Links each state with its longest shorter ending, the short ones first.
    private mutating func link() {
        let children = Dictionary(grouping: edges) { $0.key >> 8 }
        var queue = roots.filter { $0 != 0 }
        var next = 0
        while next < queue.count {
            let parent = queue[next]
            next += 1
            for (edge, node) in children[parent] ?? [] {
                let shorter = state(after: nodes[parent].shorter, UInt8(truncatingIfNeeded: edge))
                nodes[node].shorter = shorter
                if nodes[node].match.length == 0 { nodes[node].match = nodes[shorter].match }
                queue.append(node)
            }
        }
    }

    private static func edge(_ state: Int, _ byte: UInt8) -> Int { state << 8 | Int(byte) }
}
