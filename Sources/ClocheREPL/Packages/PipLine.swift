/// A line that would install packages in a shell or a notebook, and is no Python.
enum PipLine {
    /// What `:install` would take in its place: `pip install -q rich` is `:install rich`; nil for any other line.
    static func command(for line: String) -> String? {
        let pattern = /[!%]?\s*(?:python3?\s+-m\s+)?(?:uv\s+)?(?:pip3?|conda|mamba)\s+install\s+(\S.*)/
        guard !line.contains("\n"), let match = line.wholeMatch(of: pattern) else { return nil }
        let words = match.1.split(separator: " ").filter { !["-q", "--quiet", "-y", "--yes"].contains($0) }
        return words.isEmpty ? nil : ":install " + words.joined(separator: " ")
    }
}
