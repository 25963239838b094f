/// How many columns of a terminal a character takes.
///
/// Own tables, so that the answer does not depend on the C library and its locale.
enum CharacterWidth {
    /// The columns of one character as the user sees it.
    ///
    /// - Returns: 0 for combining marks alone, 2 for wide characters, emoji and flags, else 1. Control characters take the
    ///   columns of their visible form.
    static func of(_ character: Character) -> Int {
        if let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) { return 1 }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if let visible = VisibleForm.of(first) { return visible.utf8.count }
        guard scalars.count > 1 else { return of(first) }
        if scalars.contains("\u{FE0F}") || scalars.contains("\u{20E3}") || first.isRegionalIndicator { return 2 }
        if scalars.contains("\u{200D}"), first.properties.isEmoji { return 2 }
        return scalars.map(of).max() ?? 0
    }

    /// The columns of a text without control characters.
    static func of(_ text: some Sequence<Character>) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The columns of one scalar on its own.
    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // Hangul medial vowels and final consonants join the syllable before them.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return isWide(scalar) ? 2 : 1
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(scalar.value)
    }
}

extension Unicode.Scalar {
    /// Whether two of these make a flag.
    fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }
}
