extension StyledLine {
    /// Puts the scalars of a line together to characters, which take the styles of their first scalars.
    init(_ scalars: ArraySlice<Unicode.Scalar>, styles: [TextStyle]) {
        guard !scalars.allSatisfy(\.isASCII) else {
            self.init(characters: scalars.map { Self.ascii[Int($0.value)] }, styles: styles)
            return
        }
        self.init()
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        var offset = 0
        for character in String(view) {
            characters.append(character)
            self.styles.append(styles[offset])
            offset += character.unicodeScalars.count
        }
    }

    private static let ascii = (0..<0x80).map { Character(Unicode.Scalar($0 as UInt8)) }
}
