import Cloche

extension MetaCommand {
    /// The row of `:deny KIND [ITEM...]`.
    static let deny = MetaCommand(
        name: "deny",
        arguments: "KIND [ITEM...]",
        arity: 1...Int.max,
        summary: "take a permission back; the session is kept",
        details: [
            "KIND is one of \(PermissionWords.kinds). Without ITEM the whole kind is taken back.",
            "An ITEM within a wider grant stays denied while the rest of the grant stays: a denial wins over a grant.",
        ],
        examples: [
            MetaCommandExample(":deny net", "no cell can connect anywhere"),
            MetaCommandExample(":deny read ~/data/private", "that folder is closed while ~/data is open"),
        ],
        completion: .granted
    ) { (call) throws(REPLError) in
        let kind = try PermissionWords.kind(named: call.words[0])
        let items = try PermissionWords.items(Array(call.words.dropFirst()))
        var permissions = await call.session.permissions
        var lasting = await call.session.lastingPermissions ?? permissions
        do throws(ClocheError) {
            try permissions.deny(kind, items)
            try lasting.deny(kind, items)
        } catch {
            throw REPLError.session(error)
        }
        try await PermissionWords.change(to: permissions, lasting: lasting, call)
        return .done
    }
}
