/// How many columns of a terminal a character takes.
///
/// Own tables, so that the answer does not depend on the C library and its locale.
enum CharacterWidth {
    /// The columns of one character as the user sees it.
    ///
    /// - Returns: 0 for combining marks alone, 2 for wide characters, emoji and flags, else 1. Control characters take the
    ///   columns of their visible form.
    static func of(_ character: Character) -> Int {
        if character.printableASCII != nil { return 1 }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if let visible = VisibleForm.of(first) { return visible.utf8.count }
        guard scalars.count > 1 else { return of(first) }
        if scalars.contains("\u{FE0F}") || scalars.contains("\u{20E3}") || first.isRegionalIndicator { return 2 }
        if scalars.contains("\u{200D}"), first.properties.isEmoji { return 2 }
        // Behind what has no skin, such as a digit, a tone is a sign of its own.
        if scalars.contains(where: \.isSkinTone), first.properties.isEmojiModifierBase { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// Whether all terminals give a character the same columns.
    ///
    /// They differ in emoji of more than one scalar, in those newer than their tables, and in what is not shown at all.
    /// tmux 3.3, for one, shows U+2764 U+FE0F in one column and a skin tone in two of its own.
    static func isSure(_ character: Character) -> Bool {
        if character.printableASCII != nil { return true }
        let scalars = character.unicodeScalars
        guard let first = scalars.first, VisibleForm.of(first) == nil else { return true }
        let isOrdinary = first.value < 0x1F000 || (0x20000...0x3FFFF).contains(first.value)
        guard isOrdinary, of(first) > 0, first.value != 0xAD else {
            return (0x1F600...0x1F64F).contains(first.value) && scalars.count == 1
        }
        return scalars.dropFirst().allSatisfy { $0.properties.generalCategory == .nonspacingMark && $0.value < 0xFE00 }
    }

    /// The columns of a text without control characters.
    static func of(_ text: some Sequence<Character>) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The columns of one scalar on its own.
    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return scalar.isShownFormat ? 1 : 0
        default: break
        }
        // Hangul medial vowels and final consonants join the syllable before them.
        if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
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

    /// Whether this changes the skin of the emoji before it.
    fileprivate var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(value) }

    /// Whether this format character has a form of its own, as the signs of Arabic and Syriac before numbers do.
    fileprivate var isShownFormat: Bool {
        switch value {
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
        default: false
        }
    }
}
