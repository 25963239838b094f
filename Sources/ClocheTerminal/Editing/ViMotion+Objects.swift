extension ViMotion {
    /// Finds a text object at the cursor.
    ///
    /// - Parameters:
    ///   - key: what is asked for, such as `w`, `(` or `"`.
    ///   - around: whether the brackets or quotes belong to it, and the space behind a word.
    /// - Returns: its range; nil where there is none.
    func object(_ key: Unicode.Scalar, around: Bool) -> Range<Int>? {
        switch key {
        case "w": word(withSpace: around)
        case "(", ")", "b": between("(", ")", around: around)
        case "[", "]": between("[", "]", around: around)
        case "{", "}", "B": between("{", "}", around: around)
        case "\"", "'", "`": quoted(key, around: around)
        default: nil
        }
    }

    private func word(withSpace: Bool) -> Range<Int>? {
        guard text.cursor < text.lineEnd else { return nil }
        let scalars = text.scalars
        let kind = Self.kind(scalars[text.cursor])
        let start = scalars[text.lineStart..<text.cursor].lastIndex { Self.kind($0) != kind }.map { $0 + 1 }
        var end = scalars[text.cursor..<text.lineEnd].firstIndex { Self.kind($0) != kind } ?? text.lineEnd
        if withSpace { end = scalars[end..<text.lineEnd].firstIndex { $0 != " " } ?? text.lineEnd }
        return (start ?? text.lineStart)..<end
    }

    /// The innermost pair of brackets around the cursor, which may stand on either.
    private func between(_ opening: Unicode.Scalar, _ closing: Unicode.Scalar, around: Bool) -> Range<Int>? {
        let scalars = text.scalars
        var depth = 0
        var start = text.cursor
        if start == scalars.count || scalars[start] != opening {
            repeat {
                start -= 1
                guard start >= 0 else { return nil }
                if scalars[start] == closing { depth += 1 }
                if scalars[start] == opening { depth -= 1 }
            } while depth >= 0
        }
        depth = 0
        guard
            let end = scalars[start...].firstIndex(where: { scalar in
                if scalar == opening { depth += 1 }
                if scalar == closing { depth -= 1 }
                return depth == 0
            })
        else { return nil }
        return around ? start..<(end + 1) : (start + 1)..<end
    }

    /// The quotes of the line around the cursor, counted from the line's start.
    private func quoted(_ quote: Unicode.Scalar, around: Bool) -> Range<Int>? {
        let places = (text.lineStart..<text.lineEnd).filter { text.scalars[$0] == quote }
        for pair in stride(from: 0, to: places.count - 1, by: 2) where places[pair + 1] >= text.cursor {
            return around ? places[pair]..<(places[pair + 1] + 1) : (places[pair] + 1)..<places[pair + 1]
        }
        return nil
    }
}
