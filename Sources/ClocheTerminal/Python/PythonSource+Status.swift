extension PythonSource {
    /// Whether the cell can run when Enter is pressed at its end, decided without Python.
    ///
    /// One statement of one line is complete at once; a compound statement when an empty line follows it, and a `try`
    /// when it has a handler too.
    var status: InputStatus {
        if scalars.first == ":" || isHelpRequest { return .complete }
        if lines.contains(where: \.isBroken) { return .invalid }
        let last = lines[lines.count - 1]
        guard last.exit.startsStatement else { return .incomplete }
        return statementStatus(endsInEmptyLine: lines.count > 1 && last.isBlank)
    }

    private func statementStatus(endsInEmptyLine: Bool) -> InputStatus {
        let open = openStatements(before: lines.count)
        guard let innermost = open.first, let outermost = open.last else { return .complete }
        if open.contains(where: \.lacksColon) { return .invalid }
        let isFirst = outermost.lines.contains(lines.firstIndex(where: \.hasCode) ?? 0)
        if isFirst, outermost.isContinuation { return .invalid }
        if innermost.endsInColon || innermost.isDecorator { return .incomplete }
        let lacksHandler = open.contains { $0.word == "try" }
        return outermost.isCompound && (lacksHandler || !endsInEmptyLine) ? .incomplete : .complete
    }

    /// Whether it is one line that asks for help: `?name`, `name?` or `name??`.
    private var isHelpRequest: Bool {
        guard lines.count == 1 else { return false }
        var text = scalars.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        if text.first == "?" { return true }
        guard text.last == "?" else { return false }
        text.removeLast()
        if text.last == "?" { text.removeLast() }
        return text.allSatisfy { !$0.isASCII || $0 == "." || $0 == "_" || $0.properties.isXIDContinue }
    }
}
