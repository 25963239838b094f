/// The packages of the cache as wheels that uv can choose from.
struct CachedWheels: Sendable {
    private let cache: PackageCache

    /// The wheels by the names of their files: where several have the same, the installed one, else the last one used.
    private let wheels: [String: CachedPackage]

    /// The packages and libraries by their SHA-256.
    private let all: [String: CachedPackage]

    init(_ cache: PackageCache, installed: [LockedPackage]) {
        self.cache = cache
        let entries = cache.entries()
        let hashes = Set(installed.map(\.sha256))
        all = Dictionary(entries.map { ($0.locked.sha256, $0) }) { first, _ in first }
        // What a file of the user's or of a stored session brought is not what a name stands for in another session.
        let named = entries.filter {
            $0.summary.kind == .wheel && cache.hasArchive($0)
                && (!$0.locked.isLocal || hashes.contains($0.locked.sha256))
        }
        wheels = Dictionary(named.map { ($0.locked.file, $0) }) {
            first,
            second in
            hashes.contains(second.locked.sha256) && !hashes.contains(first.locked.sha256) ? second : first
        }
    }

    var isEmpty: Bool { wheels.isEmpty }

    /// The names of the packages that are there.
    var names: Set<String> { Set(wheels.values.map(\.locked.name)) }

    /// The last used version of each package.
    var versions: [(name: String, version: String)] {
        let newest = Dictionary(wheels.values.map { ($0.locked.name, $0) }) { $0.lastUse >= $1.lastUse ? $0 : $1 }
        return newest.values.map { ($0.locked.name, $0.locked.version) }.sorted { $0.0 < $1.0 }
    }

    /// The package with a SHA-256.
    func package(sha256: String) -> LockedPackage? { all[sha256]?.locked }

    /// The wheels, where they are in the cache.
    var links: [WheelIndex.Link] {
        wheels.values.map(\.locked).map { package in
            let place = "\(cache.folder)/\(package.sha256)/\(package.file)"
            return WheelIndex.Link(name: package.name, file: package.file, sha256: package.sha256, place: place)
        }
    }
}
