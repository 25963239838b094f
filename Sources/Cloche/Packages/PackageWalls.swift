/// Which folders of packages a runner may read, and which not even a grant of everything opens.
struct PackageWalls: Sendable, Equatable {
    /// The site folder of the runner's session; nil where it has none.
    var site: String?

    /// What cannot be read, whatever is granted around it.
    var unreadable: [String] = []

    /// What cannot be written.
    var unwritable: [String] = []

    /// What can always be read.
    var readable: [String] { site.map { [$0] } ?? [] }

    /// The walls of a runner that starts now.
    ///
    /// The folder of all site folders cannot be denied with one of them open, since Deno's flags do not reliably hold for
    /// a grant below a denial: what can be are the others that are there. `runner/grants.ts` closes the folder for cells.
    static func current(site: String?, folders: PackageFolders? = .current) -> PackageWalls {
        guard let folders else { return PackageWalls(site: site) }
        let packages = usable(PermissionResolver.places(of: folders.packages))
        let sites = usable(PermissionResolver.places(of: folders.sites))
        let others = sites.flatMap { LockedFolder.all(in: $0, prefix: SiteFolder.prefix) }.filter { $0 != site }
        return PackageWalls(site: site, unreadable: packages + usable(others), unwritable: packages + sites)
    }

    /// The paths that Deno's flags can hold, each once.
    private static func usable(_ paths: [String]) -> [String] {
        Set(paths.filter { PermissionItem.flaw(.read, $0) == nil }).sorted()
    }
}
