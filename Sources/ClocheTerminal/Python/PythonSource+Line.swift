extension PythonSource {
    /// One line of a cell, without its newline.
    struct Line: Sendable {
        /// The offset of its first scalar in the cell.
        var start: Int
        /// How it is shown.
        let styled: StyledLine
        /// Another number whenever `styled` is another.
        let revision: Int
        /// What it takes over from the lines before it.
        let entry: PythonState
        /// What the next line takes over.
        let exit: PythonState
        let tokens: [PythonToken]
        /// Whether it holds what no other line can mend.
        let isBroken: Bool
        /// The number of its scalars.
        let scalarCount: Int
        /// The column at which its text begins; a tab leads to the next multiple of eight.
        let indentation: Int
        /// Whether it holds nothing but spaces.
        let isBlank: Bool

        init(start: Int, styled: StyledLine, revision: Int, scanner: PythonScanner) {
            self.start = start
            self.styled = styled
            self.revision = revision
            entry = scanner.entry
            exit = scanner.state
            tokens = scanner.tokens
            isBroken = scanner.isBroken
            scalarCount = scanner.source.count
            indentation = scanner.indentation
            isBlank = scanner.isBlank
        }

        /// The offset behind its last scalar.
        var end: Int { start + scalarCount }
        /// Whether it holds more than spaces and a comment.
        var hasCode: Bool { tokens.contains { $0.kind != .comment } }
    }
}
