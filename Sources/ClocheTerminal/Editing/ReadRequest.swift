/// What a read is for.
struct ReadRequest {
    enum Kind {
        /// A cell, of one or more lines, with history and completion.
        case cell
        /// One line for a running cell.
        case answer(isHidden: Bool)
    }

    let kind: Kind
    let prompt: Prompt

    /// Whether a cell is read.
    var isCell: Bool {
        if case .cell = kind { true } else { false }
    }

    /// Whether what is typed stays invisible.
    var isHidden: Bool {
        if case .answer(isHidden: true) = kind { true } else { false }
    }
}
