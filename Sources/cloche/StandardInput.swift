internal import Cloche
internal import ClocheREPL
internal import ClocheTerminal

/// Answers a cell's `input()` from stdin, where no line editor owns the terminal.
struct StandardInput: Sendable {
    private let prompts: any TextSink
    private let lines: PlainLineReader?

    /// Makes an answerer.
    ///
    /// - Parameters:
    ///   - prompts: Takes the questions.
    ///   - isUsedUp: True where stdin held the source, so that nothing is left.
    init(prompts: any TextSink, isUsedUp: Bool) {
        self.prompts = prompts
        lines = isUsedUp ? nil : PlainLineReader()
    }

    /// Shows the prompt and reads a line; nil at the end of the input.
    @Sendable func answer(_ request: InputRequest) async -> String? {
        // Python shows the prompt to whoever reads stdout, even where stdin is a pipe.
        prompts.write(request.prompt)
        guard let lines else { return nil }
        let answer = await withTaskCancellationHandler {
            await lines.readLine(prompt: "", hidden: request.hidden)
        } onCancel: {
            lines.cancel()
        }
        guard case .cell(let text) = answer else { return nil }
        return text
    }
}
