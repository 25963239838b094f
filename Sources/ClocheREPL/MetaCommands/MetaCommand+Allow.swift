import Cloche

extension MetaCommand {
    /// The row of `:allow KIND [ITEM...]`.
    static let allow = MetaCommand(
        name: "allow",
        arguments: "KIND [ITEM...]",
        arity: 1...Int.max,
        summary: "grant a permission; the session is kept",
        details: [
            "KIND is one of \(PermissionWords.kinds). Without ITEM the whole kind is granted.",
            "read and write take paths, net takes hosts with or without a port, env takes names of variables, "
                + "run takes commands, ffi takes libraries.",
            "net without a host means the public network: this machine and private networks have to be named.",
        ],
        examples: [
            MetaCommandExample(":allow read ~/data", "cells can read that folder at its own path"),
            MetaCommandExample(":allow write out.csv", "cells can read and write that file"),
            MetaCommandExample(":allow net 127.0.0.1:8000 example.com", "cells can connect there, and nowhere else"),
            MetaCommandExample(":allow env LANG", "the variable is in os.environ"),
        ],
        completion: .kinds
    ) { (call) throws(REPLError) in
        let kind = try PermissionWords.kind(named: call.words[0])
        let items = try PermissionWords.items(Array(call.words.dropFirst()))
        var permissions = await call.session.permissions
        let before = permissions
        do throws(ClocheError) {
            try permissions.allow(kind, items)
        } catch {
            throw REPLError.session(error)
        }
        try await PermissionWords.change(from: before, to: permissions, call)
        if call.lastBlocked.contains(where: { $0.kind == kind }) {
            call.screen.notice(":retry runs the last cell again")
        }
        return .done
    }
}
