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
            if let lasting = await call.session.lastingPermissions {
                call.screen.notice("after the next cell: \(PermissionWords.state(of: lasting))")
            }
        case "--flags":
            // A profile of the config file would come on top.
            let profile = call.settings.origin(of: Setting.profile.name) == .file ? ["--profile=none"] : []
            let flags = permissions.isEmpty ? [] : [SaveText.flags(permissions)]
            call.screen.line((["cloche"] + profile + flags).joined(separator: " "))
        case let word?:
            throw .usage("':permissions' does not take '\(word)'; usage: :permissions [--flags]")
        }
        return .done
    }
}
