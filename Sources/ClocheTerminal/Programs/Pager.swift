#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Shows a text that is longer than the window; the caller has made its control sequences safe.
package struct Pager: Sendable {
    /// What a shell gives for a file that it cannot run.
    private static let notExecutable: Int32 = 126

    /// The command in the variable `PAGER`.
    package static var userCommand: String? { Environment.variable("PAGER") }

    private let command: String?

    /// Makes a pager.
    ///
    /// - Parameter command: what the shell runs with the text as its standard input; nil for the built-in pager.
    package init(command: String?) {
        self.command = command
    }

    /// Whether a text is longer than the window, with a line left for the prompt.
    package func isNeeded(for text: String) -> Bool {
        let size = Terminal.currentSize
        return PagedText(text, columns: size.columns).rows.count >= size.rows
    }

    /// Shows a text until the user leaves the pager.
    ///
    /// Blocks the thread; run it in `LineSource.lend`.
    ///
    /// - Returns: the exit status of the command, 0 for the built-in pager.
    package func show(_ text: String) -> Int32 {
        guard let command else { return BuiltInPager(text).run() }
        var program = ExternalProgram(command)
        program.input = text
        // Leave at the end of a short text, show colours, keep the text on the screen.
        if Environment.variable("LESS") == nil { program.environment["LESS"] = "FRX" }
        let status = program.run()
        guard status == ExternalProgram.notFound || status == Self.notExecutable else { return status }
        return BuiltInPager(text).run()
    }
}
