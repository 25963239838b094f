/// A cell's lines and what Python makes of them; looks again only at what changed.
///
/// All offsets count Unicode scalars of the whole cell.
struct PythonSource: Sendable {
    /// The text of the cell.
    private(set) var scalars: [Unicode.Scalar] = []
    /// The lines; at least one.
    private(set) var lines: [Line] = []
    private var lastRevision = 0

    /// Makes an empty cell.
    init() {
        lines = [scan(0..<0, from: .code)]
    }

    /// Makes a cell of a text.
    init(_ text: String) {
        self.init()
        update(Array(text.unicodeScalars))
    }

    /// Takes over another text; lines that stay what they are keep their revision.
    mutating func update(_ scalars: [Unicode.Scalar]) {
        let old = self.scalars
        self.scalars = scalars
        let before = Self.commonPrefix(old, scalars)
        guard before < max(old.count, scalars.count) else { return }
        let after = Self.commonSuffix(old, scalars, limit: min(old.count, scalars.count) - before)
        let first = lineIndex(at: before)
        let last = lineIndex(at: old.count - after)
        let growth = scalars.count - old.count
        let replacement = scan(
            lines[first].start..<(lines[last].end + growth),
            replacing: lines[first...last]
        )
        lines.replaceSubrange(first...last, with: replacement)
        let next = first + replacement.count
        if growth != 0 {
            for index in next..<lines.count { lines[index].start += growth }
        }
        rescan(from: next)
    }

    /// The index of the line in which an offset stands.
    func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The text of a token of a line.
    func text(of token: PythonToken, in line: Line) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[(line.start + token.range.lowerBound)..<(line.start + token.range.upperBound)])
        return String(view)
    }

    /// What stands in a line before an offset, scanned.
    func scan(before offset: Int, in line: Line) -> PythonScanner {
        PythonScanner(scalars[line.start..<max(line.start, min(offset, line.end))], from: line.entry)
    }

    /// Scans all lines of a range, which begins and ends where lines do.
    private mutating func scan(_ range: Range<Int>, replacing replaced: ArraySlice<Line>) -> [Line] {
        var result: [Line] = []
        var state = replaced.startIndex == 0 ? .code : lines[replaced.startIndex].entry
        var start = range.lowerBound
        while true {
            let end = scalars[start..<range.upperBound].firstIndex(of: "\n") ?? range.upperBound
            let index = replaced.startIndex + result.count
            result.append(scan(start..<end, from: state, replacing: index < replaced.endIndex ? replaced[index] : nil))
            state = result[result.count - 1].exit
            guard end < range.upperBound else { return result }
            start = end + 1
        }
    }

    /// Scans lines until one begins as it did before.
    private mutating func rescan(from first: Int) {
        for index in first..<lines.count {
            let state = lines[index - 1].exit
            guard lines[index].entry != state else { return }
            lines[index] = scan(lines[index].start..<lines[index].end, from: state, replacing: lines[index])
        }
    }

    private mutating func scan(_ range: Range<Int>, from state: PythonState, replacing old: Line? = nil) -> Line {
        let isMetaCommand = range.lowerBound == 0 && scalars.first == ":"
        let text = scalars[range]
        var scanner = PythonScanner(text, from: isMetaCommand ? .metaCommand : state)
        scanner.endLine()
        let styled = StyledLine(text, styles: PythonHighlighter(scanner).styles)
        var revision = old?.revision ?? 0
        if old?.styled != styled {
            lastRevision += 1
            revision = lastRevision
        }
        return Line(start: range.lowerBound, styled: styled, revision: revision, scanner: scanner)
    }

    private static func commonPrefix(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        let limit = min(first.count, second.count)
        var count = 0
        while count < limit, first[count] == second[count] { count += 1 }
        return count
    }

    private static func commonSuffix(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar], limit: Int) -> Int {
        var count = 0
        while count < limit, first[first.count - 1 - count] == second[second.count - 1 - count] { count += 1 }
        return count
    }
}
