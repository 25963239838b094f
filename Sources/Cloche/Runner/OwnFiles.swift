/// What cloche keeps for a user: the settings of the next session, the audit log, the history.
///
/// A cell that changed the settings would grant itself what no user gave, from the next session on. Denying the paths
/// stops what is done in passing; a folder above them that is granted can still be moved, edited and moved back.
enum OwnFiles {
    /// The folders of this process's user, and what they and the file of settings lead to by links.
    static var current: [String] { paths(environment: PermissionResolver.environmentVariable) }

    /// The folders, by the XDG Base Directory Specification.
    static func paths(environment: (String) -> String?) -> [String] {
        let home = environment("HOME").flatMap { HostPath.isAbsolute($0) ? $0 : nil }
        let folders = [("XDG_CONFIG_HOME", "/.config"), ("XDG_STATE_HOME", "/.local/state")].compactMap { name, usual in
            let folder = environment(name).flatMap { HostPath.isAbsolute($0) ? $0 : nil }
            return (folder ?? home.map { $0 + usual }).map { HostPath.normalized($0 + "/cloche") }
        }
        let places = folders.flatMap { [$0, $0 + "/config.toml"] }.flatMap(PermissionResolver.places)
        let all = Set(folders + places).filter { PermissionItem.flaw(.write, $0) == nil }
        return all.filter { path in !all.contains { $0 != path && HostPath.contains($0, path) } }.sorted()
    }
}
