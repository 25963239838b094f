import Cloche

extension MetaCommand {
    /// The row of `:checkpoints`.
    static let checkpoints = MetaCommand(
        name: "checkpoints",
        summary: "show the states that one can go back to, as a tree",
        details: [
            "Each is the state after a cell: when it was taken, how much it takes up beyond the one before it, the number and "
                + "the first line of the cell. Branches that the session is not on stand beside the line that it is on.",
            "How many are kept, and how many bytes of them, say the settings 'checkpoints' and 'checkpoint-bytes'.",
        ],
        examples: [MetaCommandExample(":checkpoints", "shows the tree; ':goto N' goes to one")]
    ) { (call) throws(REPLError) in
        let screen = call.screen
        let checkpoints = await call.session.checkpoints
        guard checkpoints.contains(where: { $0.number > 0 }) else {
            screen.notice("there are no checkpoints yet: every cell leaves one")
            return .done
        }
        let lines = CheckpointTable.lines(
            checkpoints,
            position: await call.session.position,
            cells: await call.session.metadata.cells,
            width: screen.columns() - 1,
            palette: screen.palette
        )
        let bytes = ByteText.describe(checkpoints.reduce(0) { $0 + $1.bytes })
        let count = SaveText.count(checkpoints.count, "checkpoint")
        await call.page(lines + screen.wrapped("\(count), \(bytes); ':goto N' goes to one"))
        return .done
    }
}
