import Cloche

/// Paints a traceback: the exception's name strongly, its message lightly, the rest as it is.
enum TracebackText {
    /// Returns the traceback without the line end it closes with.
    static func paint(_ error: PythonError, _ palette: Palette) -> String {
        var text = error.traceback.isEmpty ? summary(error) : error.traceback
        while text.last == "\n" { text.removeLast() }
        guard palette.isEnabled else { return text }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let last = lines.lastIndex { isSummary($0, of: error) } ?? lines.count - 1
        lines[last] = paintSummary(lines[last], of: error, palette)
        return lines.joined(separator: "\n")
    }

    private static func summary(_ error: PythonError) -> String {
        error.message.isEmpty ? error.name : "\(error.name): \(error.message)"
    }

    /// Exceptions of modules are named in full there: `json.decoder.JSONDecodeError: ...`.
    private static func isSummary(_ line: String, of error: PythonError) -> Bool {
        let head = line.prefix { $0 != ":" }
        return head == error.name || head.hasSuffix("." + error.name)
    }

    private static func paintSummary(_ line: String, of error: PythonError, _ palette: Palette) -> String {
        let head = line.prefix { $0 != ":" }
        return palette.strongError(String(head)) + palette.error(String(line.dropFirst(head.count)))
    }
}
