import Cloche
import ClocheTerminal

extension MetaCommand {
    /// The row of `:edit [N]`.
    static let edit = MetaCommand(
        name: "edit",
        arguments: "[N]",
        arity: 0...1,
        summary: "change a cell in your editor, and bring it to the prompt",
        details: [
            "Opens $VISUAL, else $EDITOR, else vi or nano on the last cell, or on cell N of this session. What the editor "
                + "leaves is the beginning of the next cell: Enter runs it.",
            "An editor that fails, as vi does after ':cq', changes nothing.",
        ],
        examples: [
            MetaCommandExample(":edit", "opens the last cell, or an empty one"),
            MetaCommandExample(":edit 3", "opens cell 3"),
        ]
    ) { (call) throws(REPLError) in
        let text = try await source(call)
        guard let command = ExternalEditor.command else {
            throw .usage("there is no editor: set the variable EDITOR to the command of one")
        }
        let edited = await ExternalEditor.edit(text, command: command, on: call.source)
        switch edited {
        case .success(let text): return text.isEmpty ? .done : .prefill(text)
        case .failure(let failure): throw .usage(failure.message)
        }
    }

    private static func source(_ call: MetaCommandCall) async throws(REPLError) -> String {
        guard let word = call.words.first else { return call.lastCell ?? "" }
        let cells = await call.session.metadata.cells
        if let number = Int(word), let cell = cells.last(where: { $0.number == number }) { return cell.source }
        guard let last = cells.last else { throw .usage("there is no cell '\(word)'; none has been run") }
        throw .usage("there is no cell '\(word)'; the last one is \(last.number)")
    }
}
