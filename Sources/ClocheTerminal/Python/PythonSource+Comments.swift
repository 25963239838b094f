extension PythonSource {
    /// The texts of lines with `# ` before what they hold, or without it where all of them have it.
    func toggledComments(of range: ClosedRange<Int>) -> [String] {
        let range = range.clamped(to: 0...(lines.count - 1))
        let texts = lines[range].map { scalars[$0.start..<$0.end] }
        let filled = texts.filter { !$0.allSatisfy { $0 == " " } }
        let isCommented = !filled.isEmpty && filled.allSatisfy { $0.first { $0 != " " } == "#" }
        let column = filled.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return texts.map { text in
            var result = String.UnicodeScalarView()
            let isBlank = text.allSatisfy { $0 == " " }
            if isCommented, !isBlank {
                let spaces = text.prefix { $0 == " " }
                let rest = text.dropFirst(spaces.count + 1)
                result.append(contentsOf: spaces)
                result.append(contentsOf: rest.first == " " ? rest.dropFirst() : rest)
            } else {
                result.append(contentsOf: text.prefix(column))
                if !isBlank { result.append(contentsOf: "# ".unicodeScalars) }
                result.append(contentsOf: text.dropFirst(column))
            }
            return String(result)
        }
    }
}
