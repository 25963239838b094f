/// Makes a pasted text fit for a cell.
enum PastedText {
    /// Line ends as newlines, tabs as spaces, without control characters and those that change the direction of text.
    static func normalized(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\r", "\n": result.append("\n")
            case "\t": result.append(contentsOf: String(repeating: " ", count: indentationStep).unicodeScalars)
            case "\u{FEFF}": continue
            default:
                guard !scalar.isControl, !scalar.isBidirectionalControl else { continue }
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether it is of the C0 or C1 set, or DEL.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    /// Whether it changes the direction of the text that follows, and so can make source look like other source.
    ///
    /// UAX #9, explicit directional embeddings, overrides and isolates.
    var isBidirectionalControl: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }
}
