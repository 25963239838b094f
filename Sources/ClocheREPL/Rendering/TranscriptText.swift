import Cloche
import ClocheTerminal

/// The last cells of a session with what they showed, as they stood on the screen.
enum TranscriptText {
    /// A line that is longer than this many rows is cut.
    private static let mostRowsOfLine = 3

    /// Lays the end of a transcript out.
    ///
    /// - Parameters:
    ///   - records: The cells, in order.
    ///   - columns: The width of the window.
    ///   - rows: How many rows there are.
    ///   - palette: The colours.
    /// - Returns: The last lines that fit, below one that says so where something is left out.
    static func lines(_ records: [CellTranscriptRecord], columns: Int, rows: Int, palette: Palette) -> [String] {
        var shown: [String] = []
        var room = rows - 1
        for record in records.reversed() {
            for line in lines(record, palette).reversed() {
                let cut = TextWidth.of(line) > columns * mostRowsOfLine
                let text = cut ? TextWidth.cut(plain(line), to: columns * mostRowsOfLine) : line
                room -= max(1, (TextWidth.of(text) + columns - 1) / max(1, columns))
                guard room >= 0 else {
                    return [palette.dim("… what came before is not shown")] + shown.reversed()
                }
                shown.append(text)
            }
        }
        return shown.reversed()
    }

    private static func lines(_ record: CellTranscriptRecord, _ palette: Palette) -> [String] {
        let number = record.cell.number
        let output = [record.stdout, record.stderr].flatMap(split)
        let value = record.value.map { text in
            let label = palette.output("Out[\(number)]: ")
            return text.contains("\n") ? [label] + split(text) : [label + text]
        }
        let error = split(record.error ?? "")
        return input(record.cell, palette) + output + (value ?? []) + error + ending(record, palette)
    }

    private static func input(_ cell: CellRecord, _ palette: Palette) -> [String] {
        let label = "In [\(cell.number)]: "
        let dots = String(repeating: " ", count: max(0, label.count - 5)) + "...: "
        let lines = cell.source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.enumerated().map { index, line in
            (index == 0 ? palette.input(label) : palette.dim(dots)) + PlainText.line(line)
        }
    }

    /// How a cell ended, where nothing else says it.
    private static func ending(_ record: CellTranscriptRecord, _ palette: Palette) -> [String] {
        let number = record.cell.number
        switch record.cell.status {
        case .ok, .error: return []
        case .interrupted: return record.error == nil ? [palette.dim("cell \(number) was interrupted")] : []
        case .timedOut: return record.error == nil ? [palette.dim("cell \(number) ran too long")] : []
        case .died: return [palette.dim("the sandbox died while cell \(number) ran")]
        }
    }

    private static func split(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        let whole = TextSanitizer.sanitize(text.last == "\n" ? String(text.dropLast()) : text)
        return whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A line without its colours, which a cut would leave on.
    private static func plain(_ line: String) -> String { line.replacing(/\u{1B}\[[0-9;:]*m/, with: "") }
}
