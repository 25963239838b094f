/// A pasted text, made fit for a cell.
struct PastedText: Equatable, Sendable {
    /// What goes into the cell.
    let text: String
    /// The number of its lines; a newline at its end begins no other.
    let lines: Int
    /// How many control characters, and characters that change the direction of text, were taken out.
    let removed: Int

    /// Makes a text fit: newlines at the ends of lines, spaces for tabs, and no prompts of a session.
    static func normalized(_ text: String) -> PastedText {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        var removed = 0
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\n": scalars.append("\n")
            case "\t": for _ in 0..<indentationStep { scalars.append(" ") }
            case "\u{FEFF}": break
            case _ where scalar.isControl || scalar.isBidirectionalControl: removed += 1
            default: scalars.append(scalar)
            }
            previous = scalar
        }
        return PastedText(PastedSession(scalars)?.source ?? scalars, removed: removed)
    }

    private init(_ scalars: [Unicode.Scalar], removed: Int) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        text = String(view)
        let newlines = scalars.reduce(0) { $1 == "\n" ? $0 + 1 : $0 }
        lines = newlines + (scalars.isEmpty || scalars.last == "\n" ? 0 : 1)
        self.removed = removed
    }
}

extension Unicode.Scalar {
    /// Whether it is of the C0 or C1 set, or DEL.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    /// Whether it changes the direction of the text around it, and so can make source look like other source.
    ///
    /// UAX #9, explicit directional embeddings, overrides and isolates.
    var isBidirectionalControl: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }
}
