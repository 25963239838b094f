/// The signature of the call that the cursor is in, as a row below the cell.
struct SignatureLine {
    private static let more = "…"

    private let head: String
    private let parts: [Part]
    private let tail: String
    private let current: Int?
    private let theme: Theme

    /// A parameter, or one of the signs between kinds of parameters.
    private struct Part {
        let text: String
        let parameter: Signature.Parameter?
    }

    /// Lays out a signature with the current parameter marked.
    ///
    /// Where it is too long, parameters further from the current one are left out for an ellipsis.
    ///
    /// - Parameters:
    ///   - signature: what is called.
    ///   - call: which argument the cursor is in.
    ///   - columns: the width of the window.
    ///   - theme: how styles look.
    /// - Returns: the row; nil in a window too narrow for anything.
    static func row(
        _ signature: Signature,
        call: CallContext,
        columns: Int,
        theme: Theme = .none
    ) -> Layout.Row? {
        let limit = columns - 1
        guard limit >= 8 else { return nil }
        return SignatureLine(signature, call: call, theme: theme).row(limit: limit)
    }

    private init(_ signature: Signature, call: CallContext, theme: Theme) {
        head = signature.name + "("
        tail = ")" + (signature.result.isEmpty ? "" : " " + signature.result)
        let parts = Self.parts(of: signature.parameters)
        self.parts = parts
        current = Self.current(call, in: parts)
        self.theme = theme
    }

    /// The parameters with `/` behind the positional ones and `*` before those that are only keywords.
    private static func parts(of parameters: [Signature.Parameter]) -> [Part] {
        var parts: [Part] = []
        var previous: Signature.Parameter.Kind?
        var hasStar = false
        for parameter in parameters {
            if previous == .positionalOnly, parameter.kind != .positionalOnly {
                parts.append(Part(text: "/", parameter: nil))
            }
            if parameter.kind == .keywordOnly, !hasStar { parts.append(Part(text: "*", parameter: nil)) }
            hasStar = hasStar || parameter.kind == .variadicPositional || parameter.kind == .keywordOnly
            parts.append(Part(text: starred(parameter), parameter: parameter))
            previous = parameter.kind
        }
        if previous == .positionalOnly { parts.append(Part(text: "/", parameter: nil)) }
        return parts
    }

    private static func starred(_ parameter: Signature.Parameter) -> String {
        if parameter.text.hasPrefix("*") { return parameter.text }
        return switch parameter.kind {
        case .variadicPositional: "*" + parameter.text
        case .variadicKeyword: "**" + parameter.text
        default: parameter.text
        }
    }

    /// The index of the part that takes the argument.
    private static func current(_ call: CallContext, in parts: [Part]) -> Int? {
        if let keyword = call.keyword {
            let named = parts.firstIndex { part in
                guard let parameter = part.parameter, parameter.name == keyword else { return false }
                return parameter.kind == .positionalOrKeyword || parameter.kind == .keywordOnly
            }
            return named ?? parts.firstIndex { $0.parameter?.kind == .variadicKeyword }
        }
        let positional = parts.indices.filter {
            let kind = parts[$0].parameter?.kind
            return kind == .positionalOnly || kind == .positionalOrKeyword
        }
        if positional.indices.contains(call.argument) { return positional[call.argument] }
        return parts.firstIndex { $0.parameter?.kind == .variadicPositional }
    }

    private func row(limit: Int) -> Layout.Row {
        guard let current else {
            let whole = row(of: parts.indices)
            return whole.width <= limit ? whole : clipped(limit: limit)
        }
        var range = current..<(current + 1)
        guard row(of: range).width <= limit else { return narrow(parts[current], limit: limit) }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for wider in [range.lowerBound..<(range.upperBound + 1), (range.lowerBound - 1)..<range.upperBound]
            where wider.lowerBound >= 0 && wider.upperBound <= parts.count && row(of: wider).width <= limit {
                range = wider
                isGrowing = true
                break
            }
        }
        return row(of: range)
    }

    /// The signature with some of its parameters.
    private func row(of range: Range<Int>) -> Layout.Row {
        var row = Layout.Row(head + (range.lowerBound > 0 ? Self.more + ", " : ""))
        for index in range {
            if index > range.lowerBound { row.append(", ", width: 2) }
            let parameters = index == current ? theme.parameters(for: .parameter) : ""
            for character in parts[index].text { row.append(character, parameters: parameters) }
        }
        let end = range.upperBound < parts.count ? ", " + Self.more + ")" : tail
        for character in end { row.append(character) }
        return row
    }

    /// The current parameter alone, as much as fits.
    private func narrow(_ part: Part, limit: Int) -> Layout.Row {
        var row = Layout.Row()
        row.append(part.text, parameters: theme.parameters(for: .parameter), limit: limit)
        return row
    }

    private func clipped(limit: Int) -> Layout.Row {
        var row = Layout.Row()
        row.append(head + parts.map(\.text).joined(separator: ", ") + tail, limit: limit)
        return row
    }
}
