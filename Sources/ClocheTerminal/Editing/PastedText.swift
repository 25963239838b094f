/// A pasted text, made fit for a cell.
struct PastedText: Equatable, Sendable {
    /// What goes into the cell.
    let text: String
    /// The number of its lines; a newline at its end begins no other.
    let lines: Int
    /// How many control characters, and characters that change the direction of text, were taken out.
    let removed: Int
    /// Whether it began with a prompt, so that prompts and outputs were taken out.
    let hadPrompts: Bool

    /// Makes a text fit: newlines at the ends of lines, spaces for tabs, and no prompts of a session.
    static func normalized(_ text: String) -> PastedText {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        var removed = 0
        var previous: Unicode.Scalar?
        var sequence = EscapeSequence.none
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            sequence = sequence.next(scalar)
            if sequence != .none, !scalar.isControl { continue }
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\n": scalars.append("\n")
            case "\t": for _ in 0..<indentationStep { scalars.append(" ") }
            case "\u{FEFF}": break
            case _ where scalar.isControl || scalar.properties.isBidiControl:
                removed += 1
            default: scalars.append(scalar)
            }
        }
        let session = PastedSession(scalars)
        return PastedText(session?.source ?? scalars, removed: removed, hadPrompts: session != nil)
    }

    /// What belongs to an ESC, such as the `[31m` of a colour, goes with it: ECMA-48, 5.3 to 5.6.
    private enum EscapeSequence {
        case none, begun, parameters, string, ended

        func next(_ scalar: Unicode.Scalar) -> EscapeSequence {
            if scalar == "\u{1B}" { return .begun }
            if scalar.isControl { return .none }
            return switch self {
            case .none, .ended: .none
            case .begun where scalar == "[": .parameters
            case .begun where "]PX^_".unicodeScalars.contains(scalar): .string
            case .begun: .ended
            case .parameters: (0x20...0x3F).contains(scalar.value) ? .parameters : .ended
            // Ends with BEL or ESC, which are controls.
            case .string: .string
            }
        }
    }

    private init(_ scalars: [Unicode.Scalar], removed: Int, hadPrompts: Bool) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        text = String(view)
        let newlines = scalars.reduce(0) { $1 == "\n" ? $0 + 1 : $0 }
        lines = newlines + (scalars.isEmpty || scalars.last == "\n" ? 0 : 1)
        self.removed = removed
        self.hadPrompts = hadPrompts
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
