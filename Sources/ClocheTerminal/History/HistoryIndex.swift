#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers cells in the order of their bytes, so that those with a common beginning stand together.
struct HistoryIndex: Sendable {
    private var numbers: [Int]

    /// Orders the cells of some numbers.
    init(_ numbers: some Sequence<Int>, of cells: [String]) {
        self.numbers = numbers.sorted { Self.compare(cells[$0], cells[$1]) < 0 }
    }

    /// Puts in the number of a cell.
    mutating func insert(_ number: Int, of cells: [String]) {
        numbers.insert(number, at: firstPlace(notBefore: cells[number], of: cells))
    }

    /// Takes out the number of a cell that is there once.
    mutating func remove(_ number: Int, of cells: [String]) {
        let place = firstPlace(notBefore: cells[number], of: cells)
        if place < numbers.count, numbers[place] == number { numbers.remove(at: place) }
    }

    /// The greatest number whose cell begins with a text, goes on after it, and passes a test.
    func last(after text: String, of cells: [String], where isGood: (String) -> Bool) -> Int? {
        var place = firstPlace(notBefore: text, of: cells)
        let end = firstPlace(of: cells) { !Self.begins($0, with: text) && Self.compare($0, text) > 0 }
        if place < end, cells[numbers[place]].utf8.count == text.utf8.count { place += 1 }
        let candidates = numbers[place..<max(place, end)]
        var best = candidates.max()
        while let number = best, !isGood(cells[number]) { best = candidates.lazy.filter { $0 < number }.max() }
        return best
    }

    private func firstPlace(notBefore cell: String, of cells: [String]) -> Int {
        firstPlace(of: cells) { Self.compare($0, cell) >= 0 }
    }

    /// The first place whose cell is beyond a border.
    private func firstPlace(of cells: [String], where isBeyond: (String) -> Bool) -> Int {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(cells[numbers[middle]]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func begins(_ cell: String, with text: String) -> Bool {
        cell.utf8.count >= text.utf8.count && difference(cell, text, text.utf8.count) == 0
    }

    private static func compare(_ left: String, _ right: String) -> Int {
        let common = min(left.utf8.count, right.utf8.count)
        let difference = difference(left, right, common)
        return difference != 0 ? difference : left.utf8.count - right.utf8.count
    }

    /// Compares the first bytes of two texts, as `memcmp` does.
    private static func difference(_ left: String, _ right: String, _ count: Int) -> Int {
        guard count > 0 else { return 0 }
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                return Int(memcmp(left, right, count))
            }
        }
    }
}
