import Cloche

extension MetaCommand {
    /// The row of `:permissions [--flags]`.
    static let permissions = MetaCommand(
        name: "permissions",
        arguments: "[--flags]",
        arity: 0...1,
        summary: "show what is granted, and what it was used for",
        details: [
            "What was used is what the sandbox reports: how many paths, hosts, variables, commands or libraries of a grant, "
                + "and when the last one was.",
            "With --flags: as the options that start cloche with the same permissions.",
        ],
        examples: [
            MetaCommandExample(":permissions", "shows every kind"),
            MetaCommandExample(":permissions --flags", "shows the command line"),
        ],
        completion: .words(["--flags"])
    ) { (call) throws(REPLError) in
        let permissions = await call.session.permissions
        switch call.words.first {
        case nil:
            let lines = PermissionTable.lines(
                permissions,
                uses: await call.session.uses,
                width: call.screen.columns(),
                palette: call.screen.palette
            )
            for line in lines { call.screen.line(line) }
        case "--flags":
            call.screen.line(permissions.isEmpty ? "cloche" : "cloche " + SaveText.flags(permissions))
        case let word?:
            throw .usage("':permissions' does not take '\(word)'; usage: :permissions [--flags]")
        }
        return .done
    }
}
