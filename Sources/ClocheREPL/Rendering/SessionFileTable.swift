package import Cloche
internal import ClocheTerminal

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What `cloche info` shows for people.
package struct SessionFileTable {
    private let info: SessionFileInfo
    private let path: String
    private let width: Int?
    private let palette: Palette
    private let offset: (Int) -> Int

    private static let flaws: [(state: SessionFileInfo.Section.State, word: String)] = [
        (.damaged, "damaged"), (.cut, "cut off"), (.unknown, "not to be found"),
    ]

    /// The most variables and lost things that are named.
    private static let maximumNames = 50

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - info: What the file says.
    ///   - path: Where it is.
    ///   - width: The columns of the terminal; nil where there is none, and nothing is cut.
    ///   - palette: The colours.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    package init(
        _ info: SessionFileInfo,
        path: String,
        width: Int?,
        palette: Palette,
        offset: @escaping (Int) -> Int = HistoryTime.localOffset
    ) {
        self.info = info
        self.path = path
        self.width = width
        self.palette = palette
        self.offset = offset
    }

    /// All lines: what the file is and whether it can be loaded, what it holds, its cells.
    package var lines: [String] {
        let size = ByteText.describe(info.size)
        let title = "'\(PlainText.oneLine(path))': a session file, \(size), format \(info.format)"
        return wrapped(title) + loading + TwoColumns.lay(facts, width: columns, emphasize: palette.dim) + cells
    }

    private var columns: Int { (width ?? 120) - 1 }

    private func wrapped(_ text: String) -> [String] { TextWrap.wrap(text, width: columns) }

    private var loading: [String] {
        if info.isLoadable { return wrapped("this cloche can load it") }
        let reasons = info.obstacles.flatMap { wrapped("cannot be loaded: " + PlainText.oneLine($0)) }
        guard !info.rerunnableCells.isEmpty else { return reasons.map(palette.error) }
        let command = "cloche --rerun --load \(PlainText.oneLine(ShellWords.quoteForShell(path)))"
        return reasons.map(palette.error) + wrapped("its cells can run again in a fresh sandbox: \(command)")
    }

    private var facts: [(term: String, meaning: String)] {
        let metadata = info.metadata
        let python = metadata.pythonVersion.isEmpty ? "" : "Python \(PlainText.beginning(of: metadata.pythonVersion)), "
        let runner = "Pyodide \(info.pyodideVersion), \(info.architecture), runner \(info.runner)"
        var facts = [("session", "began \(text(of: metadata.created))")]
        facts.append(("saved", "\(info.saved.map { text(of: $0) + " " } ?? "")by cloche \(metadata.clocheVersion)"))
        facts.append(("build", python + runner))
        facts.append(("memory", "a heap of \(ByteText.describe(info.heapBytes)), \(sections("heap"))"))
        facts.append(("references", sections("references")))
        if info.sections.contains(where: { $0.name == "file" }) { facts.append(("files", sections("file"))) }
        if !metadata.packages.isEmpty { facts.append(("packages", packages)) }
        facts.append(("permissions", permissions))
        facts.append(("limits", LimitsText.line(metadata.limits)))
        facts.append(("variables", names(metadata.variables)))
        facts.append(("lost", info.lost.isEmpty ? "nothing" : names(info.lost)))
        return facts
    }

    /// The packages that the session had, and whether the file carries theirs.
    private var packages: String {
        let list = names(info.metadata.packages.map { "\($0.name) \($0.version)" })
        let carried = info.sections.contains { $0.name == "package" }
        return list + (carried ? "; carried: \(sections("package"))" : "")
    }

    private var permissions: String {
        let recorded = info.metadata.permissions
        return recorded.isEmpty ? "none" : SaveText.flags(recorded) + " (loading does not grant them)"
    }

    /// The number and the size of the sections of a name, and how many of them are not as they were.
    private func sections(_ name: String) -> String {
        let sections = info.sections.filter { $0.name == name }
        let bytes = sections.reduce(into: Double(0)) { $0 += Double($1.length) }
        let size = ByteText.describe(Int(min(max(0, bytes), 1e15)))
        let flaws = Self.flaws.compactMap { state, word -> String? in
            let count = sections.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(word)"
        }
        let place = sections.count == 1 ? "\(size) in the file" : "\(size) in \(sections.count) sections of the file"
        return ([place] + flaws).joined(separator: ", ")
    }

    private func names(_ names: [String]) -> String {
        if names.isEmpty { return "none" }
        let shown = names.prefix(Self.maximumNames).map { PlainText.beginning(of: $0) }.joined(separator: ", ")
        let more = names.count - Self.maximumNames
        return "\(names.count): \(shown)" + (more > 0 ? " and \(more) more" : "")
    }

    private func text(of date: Date) -> String {
        // Bounded: a file may name any year.
        let milliseconds = min(max(date.timeIntervalSince1970, -6e10), 2.5e11) * 1000
        return ClockText.full(Int(milliseconds), offset: offset)
    }

    private var cells: [String] {
        let records = info.metadata.cells
        guard !records.isEmpty else { return ["no cells"] }
        let numberWidth = records.map { "\($0.number)".count }.max() ?? 0
        return ["\(records.count) cell\(records.count == 1 ? "" : "s"):"]
            + records.map { cell in
                let number = "\(cell.number)"
                let indent = String(repeating: " ", count: numberWidth - number.count + 2)
                let start = indent + number + "  " + outcome(cell)
                let source = Self.firstLine(cell.source)
                let room = width.map { max(8, $0 - 1 - start.count) }
                let text = room.map { TextWidth.cut(source, to: $0) } ?? source
                return (cell.status == .ok ? palette.dim(start) : palette.error(start)) + text
            }
    }

    /// How a cell ended and whether its effects are there, in a column.
    private func outcome(_ cell: CellRecord) -> String {
        let fate = cell.isLost ? ", lost" : cell.isUndone ? ", undone" : ""
        let word = StatusText.word(cell.status) + fate
        return word + String(repeating: " ", count: max(0, 11 - word.count)) + "  "
    }

    private static func firstLine(_ source: String) -> String {
        let line = PlainText.beginning(of: source)
        let more = source.utf8.count { $0 == UInt8(ascii: "\n") }
        return more == 0 ? line : "\(line) (+\(more) line\(more == 1 ? "" : "s"))"
    }
}
