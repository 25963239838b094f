extension PermissionSet {
    /// The flags of `deno run` for this set: the belt, which never changes, then one group for each kind.
    ///
    /// The folders of the runtime may always be read and never be written. What is not granted needs no flag, since
    /// `--no-prompt` denies it. `ownAddresses` are the addresses of this machine's interfaces, which are no more
    /// public than 127.0.0.1 is. `ownFiles` are cloche's own files, which no grant makes writable, and `packages` says
    /// what of the packages of all sessions this one may read.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission` when a denial would take the runtime away.
    func denoFlags(
        runtime: Runtime,
        ownAddresses: [String],
        ownFiles: [String] = [],
        packages: PackageWalls = PackageWalls()
    ) throws(ClocheError) -> [String] {
        try checkRuntimeIsReadable(runtime, packages.site)
        return Self.belt + [Self.engineFlags]
            + readFlags(runtime, packages)
            + writeFlags(runtime, ownFiles + packages.unwritable)
            + netFlags(ownAddresses)
            + [PermissionKind.env, .run, .ffi].flatMap(plainFlags)
    }

    /// What every runner is started with: no questions, no code from anywhere else, no facts about the machine.
    ///
    /// Without `--no-remote` and `--deny-import` a cell could send data out in the address of an import.
    private static let belt = [
        "--no-prompt", "--no-remote", "--no-npm", "--cached-only", "--no-config", "--no-lock", "--deny-sys",
        "--deny-import",
    ]

    /// The same in every session.
    ///
    /// The engine takes compiled code only where it was made with the same flags, so runner/fill-cache has them too. The
    /// limit of Python's memory goes with the boot.
    ///
    /// The stacks are for Python's recursion: V8's own size, 984 KiB, is full before Python notices, and a full stack
    /// ends the interpreter. With 120 MB a thousand nested calls through C (`sorted` with a key) are a `RecursionError`,
    /// and a list of 400,000 linked nodes can be freed. The kernel hands the memory out only as it is used.
    static let engineFlags = "--v8-flags=--disallow-code-generation-from-strings,\(stackFlags)"

    /// In KB: the limit that V8 checks, and the stacks that cells run on (JSPI), a little larger.
    private static let stackFlags = "--stack-size=120000,--wasm-stack-switching-stack-size=124000"

    private func readFlags(_ runtime: Runtime, _ packages: PackageWalls) -> [String] {
        // All of run has no list to find commands in: they are looked for where they are.
        let searched = self[.run].isAll ? SystemPaths.searched : []
        let isAll = self[.read].isAll || self[.write].isAll
        let grantsNothing = self[.read].grantsNothing && self[.write].grantsNothing
        let denied = PermissionRule.sorted(self[.read].denied + (grantsNothing ? [] : packages.unreadable))
        let granted = Self.outside(denied, searched + self[.read].items + self[.write].items)
        let items = PermissionRule.sorted([runtime.runner, runtime.pyodide] + packages.readable + granted)
        return [isAll ? "--allow-read" : "--allow-read=" + items.joined(separator: ",")] + denials(.read, denied)
    }

    private func writeFlags(_ runtime: Runtime, _ ownFiles: [String]) -> [String] {
        guard !self[.write].grantsNothing else { return [] }
        let protected = [runtime.runner, runtime.pyodide, runtime.deno] + ownFiles
        let denied = PermissionRule.sorted(self[.write].denied + protected)
        let items = Self.outside(denied, self[.write].items)
        // An empty list would grant everything.
        guard self[.write].isAll || !items.isEmpty else { return [] }
        let grant = self[.write].isAll ? "--allow-write" : "--allow-write=" + items.joined(separator: ",")
        return [grant, "--deny-write=" + denied.joined(separator: ",")]
    }

    /// The paths that lie in none of the denied ones.
    ///
    /// In Deno a grant below a denial wins over it. It also sorts both kinds into one list, with an order that such a
    /// grant makes inconsistent, so that other denials might not hold, either.
    private static func outside(_ denied: [String], _ paths: [String]) -> [String] {
        paths.filter { path in !denied.contains { HostPath.contains($0, path) } }
    }

    private func netFlags(_ ownAddresses: [String]) -> [String] {
        let rule = self[.net]
        guard !rule.grantsNothing else { return [] }
        let belt = PrivateAddresses.denials(without: netItems, ownAddresses: ownAddresses)
        let denied = belt + rule.denied.filter { !belt.contains($0) }
        let grant = rule.isAll ? ["--allow-net"] : grant(.net)
        return grant + (denied.isEmpty ? [] : ["--deny-net=" + denied.joined(separator: ",")])
    }

    private func plainFlags(_ kind: PermissionKind) -> [String] {
        self[kind].grantsNothing ? [] : grant(kind) + denials(kind, self[kind].denied)
    }

    private func grant(_ kind: PermissionKind) -> [String] {
        self[kind].isAll
            ? ["--allow-\(kind.rawValue)"]
            : ["--allow-\(kind.rawValue)=" + self[kind].items.joined(separator: ",")]
    }

    private func denials(_ kind: PermissionKind, _ denied: [String]) -> [String] {
        denied.isEmpty ? [] : ["--deny-\(kind.rawValue)=" + denied.joined(separator: ",")]
    }

    private func checkRuntimeIsReadable(_ runtime: Runtime, _ site: String?) throws(ClocheError) {
        for folder in [runtime.runner, runtime.pyodide] + (site.map { [$0] } ?? []) {
            let denial = self[.read].denied.first {
                HostPath.contains($0, folder) || HostPath.contains(folder, $0)
            }
            guard let denial else { continue }
            throw .invalidPermission("deny", .read, denial, "Python itself is read from '\(folder)'")
        }
    }
}
