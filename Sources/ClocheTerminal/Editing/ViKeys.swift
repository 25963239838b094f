/// What was typed of a command of vi's that takes several keys, such as `2w` behind a `d`.
struct ViKeys: Sendable {
    /// What is done with the text that a motion covers.
    enum Operator: Unicode.Scalar, Sendable {
        case delete = "d"
        case change = "c"
        case yank = "y"
        case indent = ">"
        case dedent = "<"
    }

    /// What a key made of the keys before it.
    enum Step: Equatable, Sendable {
        /// More keys are needed.
        case pending
        /// The operator covers a range; of whole lines, or of characters.
        case apply(Operator, Range<Int>, isLinewise: Bool)
        /// The cursor moves.
        case move(Int)
        /// The keys mean nothing.
        case none
    }

    private var operation: Operator?
    private var count = 0
    /// A key that takes another one: `g`, `f`, `t`, `F`, `T`, `i`, `a`.
    private var prefix: Unicode.Scalar?

    /// Whether a command has begun and needs more keys.
    var isPending: Bool { operation != nil || prefix != nil || count > 0 }

    /// Whether a key goes on with what has begun; a count alone goes only with motions and operators.
    func takes(_ key: Unicode.Scalar) -> Bool {
        operation != nil || prefix != nil || "0123456789dcy<>ghlwWbBeE^$jkG ftFT".unicodeScalars.contains(key)
    }

    /// Takes a key of vi's command mode.
    mutating func take(_ key: Unicode.Scalar, in text: CellText) -> Step {
        if prefix == nil, let digit = key.properties.numericType == .decimal ? Int(String(key)) : nil,
            digit > 0 || count > 0
        {
            count = min(count * 10 + digit, 10_000)
            return .pending
        }
        if prefix == nil, let operation = Operator(rawValue: key) {
            guard let current = self.operation else {
                self.operation = operation
                return .pending
            }
            defer { self = ViKeys() }
            return current == operation ? .apply(operation, lines(in: text), isLinewise: true) : .none
        }
        let isObject = operation != nil && (key == "i" || key == "a")
        if prefix == nil, "gftFT".unicodeScalars.contains(key) || isObject {
            prefix = key
            return .pending
        }
        defer { self = ViKeys() }
        return finish(key, in: text)
    }

    private func finish(_ key: Unicode.Scalar, in text: CellText) -> Step {
        let motion = ViMotion(text: text, count: max(count, 1))
        if let prefix, prefix == "i" || prefix == "a" {
            guard let operation, let range = motion.object(key, around: prefix == "a") else { return .none }
            return apply(operation, range, isLinewise: false, in: text)
        }
        // vi's `cw` stops at the end of the word.
        let isChangedWord = operation == .change && (key == "w" || key == "W")
        let target = motion.target(isChangedWord ? (key == "w" ? "e" : "E") : key, prefix: prefix)
        guard let target else { return .none }
        guard let operation else { return .move(target.offset) }
        let range = min(text.cursor, target.offset)..<max(text.cursor, target.offset)
        let end = target.isInclusive ? motion.end(ofCharacterAt: range.upperBound) : range.upperBound
        return apply(operation, range.lowerBound..<end, isLinewise: target.isLinewise, in: text)
    }

    private func apply(_ operation: Operator, _ range: Range<Int>, isLinewise: Bool, in text: CellText) -> Step {
        guard isLinewise || operation == .indent || operation == .dedent else {
            return .apply(operation, range, isLinewise: false)
        }
        return .apply(operation, ViMotion.lines(range, in: text), isLinewise: true)
    }

    private func lines(in text: CellText) -> Range<Int> {
        var end = text
        for _ in 1..<max(count, 1) {
            guard let below = end.below(column: 0) else { break }
            end = CellText(scalars: text.scalars, cursor: below)
        }
        return text.lineStart..<end.lineEnd
    }
}
