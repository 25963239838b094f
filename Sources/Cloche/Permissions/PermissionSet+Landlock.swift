extension PermissionSet {
    /// The same set as rules of the kernel.
    ///
    /// `denoDirectory` is Deno's private folder, whose databases are the only files that are always writable; nothing
    /// new can be made there. `site` is the site folder of the session, `certificates` is a file of certificates that the user names in the environment.
    func kernelPolicy(
        runtime: Runtime,
        denoDirectory: String,
        site: String? = nil,
        certificates: String? = nil
    ) -> KernelPolicy {
        var rules = Self.rules(
            SystemPaths.libraries + [runtime.deno, runtime.pyodide, runtime.runner],
            [.read, .execute]
        )
        rules += Self.rules(SystemPaths.devices, [.readFile, .writeFile])
        rules += Self.rules([denoDirectory] + (site.map { [$0] } ?? []), .read)
        let databases = DenoDirectory.databases.map { denoDirectory + "/" + $0 }
        rules += Self.rules(databases, [.readFile, .writeFile, .truncate])
        if !self[.net].grantsNothing {
            rules += Self.rules(SystemPaths.network + (certificates.map { [$0] } ?? []), .read)
        }
        rules += fileRules() + programRules()
        return KernelPolicy(rules: rules, ports: ports, sockets: sockets, datagrams: looksUpNames)
    }

    private func fileRules() -> [LandlockRule] {
        let read = self[.read].isAll ? ["/"] : self[.read].items
        let write = self[.write].isAll ? ["/"] : self[.write].items
        // All of run may start what lies in a granted folder, too.
        let execute: LandlockAccess = self[.run].isAll ? .execute : []
        return Self.rules(read, [.read, execute]) + Self.rules(write, [.write, execute])
    }

    /// True where something else than Deno can run.
    var startsPrograms: Bool { !self[.run].grantsNothing || !self[.ffi].grantsNothing }

    /// All of ffi does not open the disk: a library loads from the system's folders and from where it is named.
    private func programRules() -> [LandlockRule] {
        return Self.rules(startsPrograms ? SystemPaths.programs : [], [.read, .execute])
            + Self.rules(self[.run].items, [.readFile, .execute])
            + Self.rules(self[.ffi].items, [.read, .execute])
    }

    /// The named ports; every port as soon as one item names none.
    private var ports: [Int]? {
        guard !self[.net].isAll else { return nil }
        var ports: Set<Int> = []
        for item in netItems {
            guard let port = item.port else { return nil }
            ports.insert(port)
        }
        return ports.sorted()
    }

    /// Deno cannot deny ranges of IPv6 addresses, so they are closed as a whole until one of them is named.
    private var sockets: KernelPolicy.Sockets {
        guard !self[.net].grantsNothing else { return .none }
        let namesIPv6 = netItems.contains { item in
            if case .ipv6 = item.host { true } else { false }
        }
        return namesIPv6 ? .ip : .ipv4
    }

    /// UDP is what names are looked up with; where only addresses are granted nothing needs it.
    private var looksUpNames: Bool {
        self[.net].isAll
            || netItems.contains { item in
                switch item.host {
                case .name, .subdomains: true
                case .ipv4, .ipv6: false
                }
            }
    }

    private static func rules(_ paths: [String], _ access: LandlockAccess) -> [LandlockRule] {
        paths.map { LandlockRule(path: $0, access: access) }
    }
}
