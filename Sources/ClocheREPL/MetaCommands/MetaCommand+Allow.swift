import Cloche

extension MetaCommand {
    /// The row of `:allow KIND [ITEM...] [OPTION]`.
    static let allow = MetaCommand(
        name: "allow",
        arguments: "KIND [ITEM...] [OPTION]",
        arity: 1...Int.max,
        summary: "grant a permission; the session is kept",
        details: [
            "KIND is one of \(PermissionWords.kinds). Without ITEM the whole kind is granted.",
            "read and write take paths, net takes hosts with or without a port, env takes names of variables, "
                + "run takes commands, ffi takes libraries.",
            "A variable's name may end in '*'. With --secret its value is replaced by its name, as in [TOKEN], in everything "
                + "that is shown and recorded.",
            "With --once the grant ends with the next cell.",
            "net without a host means the public network: this machine and private networks have to be named.",
        ],
        examples: [
            MetaCommandExample(":allow read ~/data", "cells can read that folder at its own path"),
            MetaCommandExample(":allow write out.csv", "cells can read and write that file"),
            MetaCommandExample(":allow net 127.0.0.1:8000 example.com", "cells can connect there, and nowhere else"),
            MetaCommandExample(":allow net example.com --once", "the next cell can connect there, later ones cannot"),
            MetaCommandExample(":allow env LANG 'API_*'", "the variables are in os.environ"),
            MetaCommandExample(":allow env TOKEN --secret", "the same, and its value is never shown"),
        ],
        completion: .kinds
    ) { (call) throws(REPLError) in
        let request = try AllowRequest(parsing: call.words)
        var permissions = await call.session.permissions
        var lasting = await call.session.lastingPermissions ?? permissions
        do throws(ClocheError) {
            try request.grant(in: &permissions)
            if !request.isOnce { try request.grant(in: &lasting) }
        } catch {
            throw REPLError.session(error)
        }
        try await PermissionWords.change(to: permissions, lasting: lasting, call)
        if call.lastBlocked.contains(where: { $0.kind == request.kind }) {
            call.screen.notice(":retry runs the last cell again")
        }
        return .done
    }
}
