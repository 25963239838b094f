extension PythonSource {
    /// Where an offset stands: the number of its line, and the number of characters before it there.
    func place(of offset: Int) -> (line: Int, character: Int) {
        let line = lineIndex(at: offset)
        var left = offset - lines[line].start
        let characters = lines[line].styled.characters
        let character = characters.firstIndex { character in
            left -= character.unicodeScalars.count
            return left < 0
        }
        return (line, character ?? characters.count)
    }

    /// A style for a range of scalars, in the place of their own; of a range over several lines, in its first one.
    func overlay(at range: Range<Int>, style: TextStyle) -> CellLayout.Overlay? {
        let start = place(of: range.lowerBound)
        let line = lines[start.line]
        let end = place(of: min(range.upperBound, line.start + line.scalarCount))
        guard start.character < end.character, start.line == end.line else { return nil }
        return CellLayout.Overlay(line: start.line, characters: start.character..<end.character, style: style)
    }
}
