package import Cloche

/// Shows a cell as a script's output: stdout to stdout, everything else to stderr.
package struct ScriptRenderer: CellRenderer {
    private let stdout: any TextSink
    private let stderr: any TextSink
    private let palette: Palette

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - stdout: Takes the cell's stdout and the value of its last expression.
    ///   - stderr: Takes the cell's stderr, tracebacks and notices.
    ///   - palette: The colours of what goes to stderr.
    package init(stdout: any TextSink, stderr: any TextSink, palette: Palette) {
        self.stdout = stdout
        self.stderr = stderr
        self.palette = palette
    }

    package func show(_ output: Output) {
        switch output {
        case .stream(.stdout, let piece): stdout.write(piece)
        case .stream(.stderr, let piece): stderr.write(piece)
        case .display(let bundle): stdout.write((bundle["text/plain"] ?? DisplayText.placeholder(for: bundle)) + "\n")
        case .blocked, .used: break
        case .notice(let text): notice(text)
        }
    }

    package func finish(_ result: ExecutionResult) {
        stdout.finish()
        stderr.finish()
        if let value = result.value { stdout.write(value + "\n") }
        if result.exitCode == nil, let error = result.error {
            stderr.write(TracebackText.paint(error, palette) + "\n")
        }
        if let recovery = result.recovery { notice(recovery.message) }
        if result.withheldBytes > 0 { notice(DisplayText.withheld(result)) }
        for permission in BlockedText.relevant(result) { notice(BlockedText.forCommandLine(permission)) }
    }

    private func notice(_ text: String) {
        stderr.write(palette.dim("cloche: \(PlainText.oneLine(text))") + "\n")
    }
}
