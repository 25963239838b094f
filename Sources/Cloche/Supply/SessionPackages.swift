/// The packages of a session, with what their indexes say.
struct SessionPackages: Sendable {
    /// A package with its index.
    struct Entry: Sendable {
        var locked: LockedPackage
        var index: PackageIndex
    }

    /// The packages, sorted by name; a path is looked for in them in this order.
    let entries: [Entry]

    /// The libraries that packages are built against, by the packages' hashes: their metadata does not name them.
    private let libraries: [String: Set<String>]

    /// Makes a set of packages of which no two have a name in common.
    init(_ entries: [Entry] = [], libraries: [String: Set<String>] = [:]) {
        self.entries = entries.sorted { $0.locked.name < $1.locked.name }
        self.libraries = libraries
    }

    /// What is known of the package of a hash; nil where it is none of these.
    func index(of sha256: String) -> PackageIndex? { entries.first { $0.locked.sha256 == sha256 }?.index }

    /// The packages, sorted by name.
    var locked: [LockedPackage] { entries.map(\.locked) }

    /// The hashes of the packages.
    var hashes: Set<String> { Set(entries.map(\.locked.sha256)) }

    /// What a runner is told of them.
    var parts: [PackagePart] { entries.map { PackagePart(sha256: $0.locked.sha256, index: $0.index.bytes) } }

    /// What a user is told of them, sorted by name.
    var described: [InstalledPackage] {
        let needs = needs
        return entries.map { entry in
            InstalledPackage(
                locked: entry.locked,
                unpackedBytes: entry.index.summary.packBytes,
                isNative: entry.index.summary.native,
                imports: entry.index.summary.imports,
                requiredBy: holders(of: entry.locked, needs)
            )
        }
    }

    /// The names of the packages that need another one; those that may need it where none is known to.
    private func holders(of package: LockedPackage, _ needs: [Need]) -> [String] {
        let sure = needs.filter { $0.name != package.name && $0.always.contains(package.name) }
        return (sure.isEmpty ? needs.filter { $0.needs(package) } : sure).map(\.name).sorted()
    }

    // MARK: Who needs whom

    /// What one package needs.
    private struct Need {
        var name: String
        /// Normalized names that it needs whatever is the case.
        var always: Set<String>
        /// Normalized names that it needs in some case, such as with an extra.
        var sometimes: Set<String>

        /// Whether the other one may be there because of this one.
        func needs(_ other: LockedPackage) -> Bool {
            guard other.name != name else { return false }
            return always.contains(other.name) || !other.isRequested && sometimes.contains(other.name)
        }
    }

    private var needs: [Need] {
        entries.map { entry in
            var need = Need(name: entry.locked.name, always: libraries[entry.locked.sha256] ?? [], sometimes: [])
            for line in entry.index.summary.requires {
                guard let name = PackageName.ofRequirement(line) else { continue }
                if line.contains(";") { need.sometimes.insert(name) } else { need.always.insert(name) }
            }
            return need
        }
    }

    /// These packages without some, and without those that came with them and that nothing else needs.
    ///
    /// - Parameter names: Normalized names.
    /// - Returns: What stays, and what goes.
    /// - Throws: ``ClocheError`` with the code `packageNotFound` or `packageConflict`.
    func removing(_ names: Set<String>) throws(ClocheError) -> (left: SessionPackages, gone: [InstalledPackage]) {
        let there = Set(entries.map(\.locked.name))
        if let stranger = names.subtracting(there).min() {
            throw .uninstall(.packageNotFound, stranger, "it is not installed")
        }
        let needs = needs
        for name in names.sorted() {
            let holders = needs.filter { !names.contains($0.name) && $0.always.contains(name) }.map(\.name).sorted()
            guard let first = holders.first else { continue }
            let others = holders.count > 1 ? " and \(holders.count - 1) more need it" : " needs it"
            throw .uninstall(.packageConflict, name, "'\(first)'\(others)")
        }
        let gone = orphans(with: names, needs)
        let left = SessionPackages(entries.filter { !gone.contains($0.locked.name) }, libraries: libraries)
        return (left, described.filter { gone.contains($0.locked.name) })
    }

    /// The names, and those of packages that are there for these alone.
    private func orphans(with names: Set<String>, _ needs: [Need]) -> Set<String> {
        var gone = names
        while true {
            let next = entries.first { entry in
                guard !entry.locked.isRequested, !gone.contains(entry.locked.name) else { return false }
                let holders = needs.filter { $0.needs(entry.locked) }.map(\.name)
                return !holders.isEmpty && gone.isSuperset(of: holders)
            }
            guard let next else { return gone }
            gone.insert(next.locked.name)
        }
    }
}

extension ClocheError {
    fileprivate static func uninstall(_ code: Code, _ name: String, _ reason: String) -> ClocheError {
        ClocheError(code: code, message: "Cannot uninstall '\(name)': \(reason)")
    }
}
