import Cloche

extension MetaCommand {
    /// The row of `:mounts`.
    static let mounts = MetaCommand(
        name: "mounts",
        summary: "list the files and folders that cells see",
        details: [
            "Each is seen at its own path. What the sandbox's own folders hide of it (/tmp) is seen below /host."
        ],
        examples: [MetaCommandExample(":mounts", "shows what can be read, and what can be written")]
    ) { (call) throws(REPLError) in
        let mounts = await call.session.permissions.hostMounts(content: HostMount.Content.init(of:))
        if mounts.isEmpty { call.screen.notice("cells see no file of this machine; ':allow read PATH' shows one") }
        let lines = MountTable.lines(mounts, width: call.screen.columns() - 1, palette: call.screen.palette)
        for line in lines { call.screen.line(line) }
        return .done
    }
}
