/// What uv says, without what comes of how it is asked: the files that are made for it, the folders in which it works.
enum UvWording {
    /// The lines of a report as one sentence.
    static func sentence(of lines: [String]) -> String {
        var marked = ""
        var parts: [String] = []
        for (index, line) in lines.enumerated() {
            // What is malformed stands over a line of carets.
            if index + 1 < lines.count, lines[index + 1].wholeMatch(of: /\^+/) != nil {
                marked = "'\(line)': "
            } else if let part = part(line), parts.last != part {
                parts.append(part)
            }
        }
        if parts.count == 1, parts[0].hasSuffix(":") { parts.append("it is cut short or damaged") }
        return marked + parts.joined(separator: " ")
    }

    /// What a line says; nil where others say it better.
    private static func part(_ line: String) -> String? {
        if let match = line.wholeMatch(of: /Failed to read `[^`]* @ file:\/\/([^`]*)`/) {
            return "'\(String(match.1).percentDecoded)' is no sound wheel:"
        }
        if let match = line.wholeMatch(of: /Failed to fetch: (.*)/) { return "\(match.1):" }
        if let match = line.wholeMatch(of: /Failed to download `(.*)`/) { return "'\(match.1)' cannot be downloaded:" }
        if line.hasPrefix("Network connectivity is disabled") { return "nobody is asked for it" }
        if line.hasSuffix("unexpected BufError") || line.hasSuffix("unexpected end of file") {
            return "it is cut short"
        }
        let isEmpty = [
            "No solution found when resolving dependencies", "Couldn't parse requirement in ", "Failed to extract ",
            "I/O operation failed during extraction", "Failed to read metadata: ", "Invalid zip file structure", "^",
            "Request failed after ", "error sending request for url ", "client error (Connect)",
        ].contains { line.hasPrefix($0) }
        guard !isEmpty else { return nil }
        return line.replacing(/:? ?(in |at )?`?(requirements|constraints)-[0-9a-z]+\.txt`?(:\d+:\d+)?/, with: "")
    }
}
