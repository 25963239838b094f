extension PythonSource {
    /// The offsets of the bracket at or before an offset and of its partner; empty where there are not both.
    func brackets(at offset: Int) -> [Int] {
        for offset in [offset, offset - 1] {
            guard let place = bracket(at: offset) else { continue }
            let token = lines[place.line].tokens[place.token]
            let partner =
                token.isOpening
                ? closing(of: token, after: place)
                : opening(ofLevel: token.depth, before: place) { lines[$0].tokens }
            guard let partner else { continue }
            let line = lines[partner.line]
            return [offset, line.start + line.tokens[partner.token].range.lowerBound]
        }
        return []
    }

    /// Where the bracket that opened a level stands, if what is before a place is in that level.
    ///
    /// `tokens` gives those of a line.
    func opening(
        ofLevel level: Int,
        before place: PythonPlace,
        tokens: (Int) -> [PythonToken]
    ) -> PythonPlace? {
        for line in stride(from: place.line, through: 0, by: -1) {
            let tokens = tokens(line)
            let count = line == place.line ? place.token : tokens.count
            if let index = tokens[..<count].lastIndex(where: { $0.depth <= level }) {
                return tokens[index].isOpening && tokens[index].depth == level
                    ? PythonPlace(line: line, token: index) : nil
            }
        }
        return nil
    }

    private func closing(of token: PythonToken, after place: PythonPlace) -> PythonPlace? {
        for line in place.line..<lines.count {
            let tokens = lines[line].tokens
            let first = line == place.line ? place.token + 1 : 0
            if let index = tokens[first...].firstIndex(where: { $0.depth <= token.depth }) {
                return tokens[index].isClosing && tokens[index].depth == token.depth
                    ? PythonPlace(line: line, token: index) : nil
            }
            // A string without its end takes along what is open in it.
            if lines[line].exit.nesting.count <= token.depth { return nil }
        }
        return nil
    }

    private func bracket(at offset: Int) -> PythonPlace? {
        guard (0..<scalars.count).contains(offset) else { return nil }
        let line = lineIndex(at: offset)
        let column = offset - lines[line].start
        let index = lines[line].tokens.firstIndex { $0.range.contains(column) && ($0.isOpening || $0.isClosing) }
        return index.map { PythonPlace(line: line, token: $0) }
    }
}
