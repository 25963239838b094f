extension PythonSource {
    /// The statement to which a line belongs, up to that line; nil where that is only spaces and comments.
    ///
    /// A scanner stands for the line, where not the whole of it counts.
    func statement(through line: Int, scanner: PythonScanner? = nil) -> PythonStatement? {
        var first = line
        while first > 0, !lines[first].entry.startsStatement { first -= 1 }
        var statement = PythonStatement(lines: first...line, indentation: lines[first].indentation)
        for index in first...line {
            let tokens = index == line ? scanner?.tokens ?? lines[index].tokens : lines[index].tokens
            for token in tokens { statement.add(token, text: text(of: token, in: lines[index])) }
        }
        return statement.word.isEmpty ? nil : statement
    }

    /// The statements whose last lines stand before a line, the nearest first.
    func statements(before line: Int) -> some Sequence<PythonStatement> {
        sequence(state: line - 1) { next -> PythonStatement? in
            while next >= 0 {
                let statement = statement(through: next)
                next = (statement?.lines.lowerBound ?? next) - 1
                if let statement { return statement }
            }
            return nil
        }
    }

    /// The statements before a line whose blocks may go on in it, the innermost first.
    func openStatements(before line: Int) -> [PythonStatement] {
        let top = lines.first(where: \.hasCode)?.indentation ?? 0
        var open: [PythonStatement] = []
        for statement in statements(before: line) where statement.indentation < open.last?.indentation ?? .max {
            open.append(statement)
            if statement.indentation <= top { break }
        }
        return open
    }
}
