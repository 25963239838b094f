extension PythonScanner {
    /// Begins the string whose quotes stand at the position.
    mutating func openString(from start: Int) {
        let prefix = prefix(from: start)
        let quote = peek(0)
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        let string = PythonString(
            quote: quote,
            isTriple: isTriple,
            isFormatted: prefix.contains("f") || prefix.contains("t"),
            isRaw: prefix.contains("r")
        )
        guard state.nesting.count < PythonNesting.maximumDepth else {
            isBroken = true
            return add(.string, from: start)
        }
        state.nesting.append(.string(string))
        scanText(of: string, from: start)
    }

    /// Takes the text of a string up to its end, to a replacement field, or to the end of the line.
    mutating func scanText(of string: PythonString, from start: Int) {
        var start = start
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "\\"): skipEscape(in: string)
            case string.quote where closes(string):
                position += string.isTriple ? 3 : 1
                state.nesting.removeLast()
                return add(.string, from: start)
            case UInt8(ascii: "{") where string.isFormatted && peek(1) == UInt8(ascii: "{"): position += 2
            case UInt8(ascii: "}") where string.isFormatted && peek(1) == UInt8(ascii: "}"): position += 2
            case UInt8(ascii: "{") where string.isFormatted:
                add(.string, from: start)
                return openField()
            case UInt8(ascii: "}") where string.isFormatted:
                add(.string, from: start)
                position += 1
                addUnmatched()
                start = position
            default: position += 1
            }
        }
        add(.string, from: start)
    }

    /// Turns a field's expression into its format specification, at the colon before the position.
    mutating func openFormat() {
        state.nesting[state.nesting.count - 1] = .format
        scanFormat(from: position - 1)
    }

    /// Takes a format specification up to the brace that ends it, to a field in it, or to the end of the line.
    mutating func scanFormat(from start: Int) {
        guard let string = state.string else { return }
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "\\"): skipEscape(in: string)
            case UInt8(ascii: "}"):
                add(.stringField, from: start)
                position += 1
                return closeField()
            case UInt8(ascii: "{"):
                add(.stringField, from: start)
                return openField()
            case string.quote where closes(string):
                // The string ends before its field does.
                add(.stringField, from: start)
                isBroken = true
                return leaveFields()
            default: position += 1
            }
        }
        add(.stringField, from: start)
    }

    /// Ends a replacement field with the brace before the position.
    mutating func closeField() {
        state.nesting.removeLast()
        add(.fieldClosing, from: position - 1)
    }

    private mutating func openField() {
        position += 1
        open(.field, as: .fieldOpening)
    }

    /// Drops the open fields of the innermost string, so that its end can be scanned.
    private mutating func leaveFields() {
        while let last = state.nesting.last, last.string == nil { state.nesting.removeLast() }
    }

    private func closes(_ string: PythonString) -> Bool {
        !string.isTriple || (peek(1) == string.quote && peek(2) == string.quote)
    }

    /// Skips a backslash with what it stands before, though not with a brace that means something by itself.
    private mutating func skipEscape(in string: PythonString) {
        let next = peek(1)
        if position + 1 == source.count {
            state.isJoined = true
            position += 1
        } else if string.isFormatted, next == UInt8(ascii: "{") || next == UInt8(ascii: "}") {
            position += 1
        } else if string.isFormatted, !string.isRaw, next == UInt8(ascii: "N"), peek(2) == UInt8(ascii: "{") {
            skip { $0 != UInt8(ascii: "}") && $0 != string.quote }
            if peek(0) == UInt8(ascii: "}") { position += 1 }
        } else {
            position += 2
        }
    }
}
