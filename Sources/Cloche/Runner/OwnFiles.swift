/// What cloche keeps for a user: the settings of the next session, the audit log, the history, and programs that it
/// runs itself.
///
/// A cell that changed the settings would grant itself what no user gave, from the next session on, and one that put
/// another program in the place of uv would run it outside of the sandbox. Denying the paths
/// stops what is done in passing; a folder above them that is granted can still be moved, edited and moved back.
enum OwnFiles {
    /// The folders of this process's user, and what they and the file of settings lead to by links.
    static var current: [String] { paths(environment: PermissionResolver.environmentVariable) }

    /// The folders, by the XDG Base Directory Specification.
    static func paths(environment: (String) -> String?) -> [String] {
        let home = environment("HOME").flatMap { HostPath.isAbsolute($0) ? $0 : nil }
        let bases = [
            ("XDG_CONFIG_HOME", "/.config"), ("XDG_STATE_HOME", "/.local/state"), ("XDG_CACHE_HOME", "/.cache"),
        ]
        let folders = bases.compactMap { name, usual in
            let folder = environment(name).flatMap { HostPath.isAbsolute($0) ? $0 : nil }
            return (folder ?? home.map { $0 + usual }).map { HostPath.normalized($0 + "/cloche") }
        }
        let named = ["CLOCHE_UV", "CLOCHE_DILL"].compactMap(environment).filter(HostPath.isAbsolute)
        let own = folders.flatMap { [$0, $0 + "/config.toml", $0 + "/runtime"] }
        let places = (own + named.map { HostPath.normalized($0) }).flatMap(PermissionResolver.places)
        let all = Set(folders + places).filter { PermissionItem.flaw(.write, $0) == nil }
        return all.filter { path in !all.contains { $0 != path && HostPath.contains($0, path) } }.sorted()
    }
}
