import Cloche

/// What `name?` and `:inspect` show.
enum InspectionText {
    /// Returns the lines about a name: its facts, then its documentation, or its source where that was asked for.
    static func lines(_ inspection: Inspection, source: Bool, width: Int, palette: Palette) -> [String] {
        let text = source ? inspection.source ?? inspection.documentation : inspection.documentation
        var lines = facts(inspection, width: width, palette: palette)
        if source, inspection.source == nil { lines.append(palette.dim("its source is not at hand")) }
        guard let text else { return lines }
        return lines + [""] + text.split(separator: "\n", omittingEmptySubsequences: false).map(PlainText.line)
    }

    /// Says that there is nothing of a name.
    static func absence(of name: String) -> String {
        name.contains(".")
            ? "there is no '\(name)' in the session, or it takes running its code to know"
            : "there is no '\(name)' in the session; ':vars' lists the variables"
    }

    private static func facts(_ inspection: Inspection, width: Int, palette: Palette) -> [String] {
        var facts: [(term: String, meaning: String)] = []
        if let value = inspection.value { facts.append(("value", value)) }
        let isNamedByKind = inspection.kind == inspection.type
        facts.append(("type", isNamedByKind ? inspection.type : "\(inspection.kind) (\(inspection.type))"))
        if let file = inspection.file {
            facts.append(("file", inspection.line.map { "\(file), line \($0)" } ?? file))
        }
        let column = (facts.map(\.term.count).max() ?? 0) + 2
        let signature = inspection.signature.map { lines(of: $0, width: width, palette: palette) } ?? []
        return signature
            + facts.map { fact in
                let padding = String(repeating: " ", count: column - fact.term.count)
                return palette.dim(fact.term + padding) + PlainText.oneLine(fact.meaning)
            }
    }

    /// Returns a signature on one line, or with a line for each parameter where it is wider than that.
    private static func lines(of signature: CallSignature, width: Int, palette: Palette) -> [String] {
        let name = PlainText.oneLine(signature.name)
        let result = signature.result.isEmpty ? "" : " " + PlainText.oneLine(signature.result)
        let parameters = spelled(signature.parameters)
        let whole = "(" + parameters.joined(separator: ", ") + ")" + result
        if name.count + whole.count <= width { return [palette.strong(name) + whole] }
        return [palette.strong(name) + "("] + parameters.map { "    " + $0 + "," } + [")" + result]
    }

    /// Spells the parameters as a definition does, with `/` behind those that have no name for callers and `*` before
    /// those that are given by name only.
    private static func spelled(_ parameters: [CallParameter]) -> [String] {
        var texts: [String] = []
        var hasStar = false
        for (index, parameter) in parameters.enumerated() {
            if parameter.kind == .variadicPositional { hasStar = true }
            if parameter.kind == .keywordOnly, !hasStar {
                texts.append("*")
                hasStar = true
            }
            texts.append(PlainText.oneLine(parameter.text))
            let next = index + 1 < parameters.count ? parameters[index + 1].kind : nil
            if parameter.kind == .positionalOnly, next != .positionalOnly { texts.append("/") }
        }
        return texts
    }
}
