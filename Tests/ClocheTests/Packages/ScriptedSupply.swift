import Crypto
import Foundation
import Synchronization

@testable import Cloche

/// A shelf of packages without files: a table says what each name brings, what is in the cache, and what each needs.
final class ScriptedSupply: PackageSupply {
    /// What the shelf offers by requirement; a requirement that is not there fails.
    let offers: [String: [LockedPackage]]

    /// What each package needs, as its metadata says.
    let requires: [String: [String]]

    /// What an installation waits for before it brings something.
    let gate: AsyncStream<Void>?

    private let folder: TemporaryFolder
    private let cached = Mutex<Set<String>>([])

    init(
        _ folder: TemporaryFolder,
        _ offers: [LockedPackage],
        requires: [String: [String]] = [:],
        gate: AsyncStream<Void>? = nil
    ) {
        self.folder = folder
        self.offers = Dictionary(offers.map { ($0.name, [$0]) }) { $0 + $1 }
        self.requires = requires
        self.gate = gate
    }

    /// The names of the packs that the site folders have now.
    var packs: [String] {
        get throws {
            let sites = folder.path + "/cloche/sites"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: sites)) ?? []
            return try names.flatMap { try FileManager.default.contentsOfDirectory(atPath: "\(sites)/\($0)") }.sorted()
        }
    }

    /// Makes another size of a pack in the site folders.
    func damage(_ name: String) throws {
        let sites = folder.path + "/cloche/sites"
        for site in try FileManager.default.contentsOfDirectory(atPath: sites) {
            try Data().write(to: URL(filePath: "\(sites)/\(site)/\(name)"))
        }
    }

    func makeSite() throws(ClocheError) -> SiteFolder { try .make(environment: ["XDG_CACHE_HOME": folder.path]) }

    func supply(
        _ request: InstallRequest,
        installed: [LockedPackage],
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> SuppliedPackages {
        progress(.resolving)
        progress(.note("from the shelf"))
        if let gate { for await _ in gate {} }
        guard !Task.isCancelled else { throw .install(.installCancelled, "packages", "it was ended") }
        var new: [LockedPackage] = []
        for name in request.requirements {
            guard let offer = offers[name] else { throw .install(.packageNotFound, "'\(name)'", "there is none") }
            new += offer
            for needed in requires[name] ?? [] { new += offers[needed] ?? [] }
        }
        new.removeAll { package in installed.contains { $0.sha256 == package.sha256 } }
        for package in new { _ = cached.withLock { $0.insert(package.sha256) } }
        return SuppliedPackages(new: new, requested: Set(request.requirements))
    }

    func obtain(
        _ packages: [LockedPackage],
        carried: [PackageArchive],
        isOffline: Bool,
        isThorough: Bool,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) {
        let offered = Set(offers.values.joined().map(\.sha256))
        let lost = packages.filter { package in
            let isThere = offered.contains(package.sha256) && !isOffline
            let isCached = cached.withLock { $0.contains(package.sha256) }
            return !isThere && !isCached && !carried.contains { $0.sha256 == package.sha256 }
        }
        guard lost.isEmpty else { throw .packagesMissing(lost, "the shelf has none") }
        for package in packages { _ = cached.withLock { $0.insert(package.sha256) } }
    }

    func describe(
        _ packages: [LockedPackage],
        known: SessionPackages
    ) throws(ClocheError) -> SessionPackages {
        let entries = packages.map { package in
            let index = known.index(of: package.sha256) ?? .make(package, requires[package.name] ?? [])
            return SessionPackages.Entry(locked: package, index: index)
        }
        return SessionPackages(entries)
    }

    func tidy() {}

    func link(_ sha256: String, into site: SiteFolder) throws(ClocheError) {
        guard FileManager.default.createFile(atPath: site.pack(sha256), contents: Data(count: 100)) else {
            throw .install(.installFailed, sha256, "no pack")
        }
    }

    func archive(of sha256: String) throws(ClocheError) -> PackageArchive {
        let bytes = Data(LockedPackage.content(of: sha256).utf8)
        return PackageArchive(sha256: sha256, ByteSource(bytes), 0..<bytes.count)
    }
}

extension LockedPackage {
    /// A pure wheel whose archive holds its name.
    static func make(_ name: String, _ version: String = "1.0", isRequested: Bool = false) -> LockedPackage {
        let content = "\(name) \(version)"
        let sha256 = SHA256.hash(data: Data(content.utf8)).hex
        contents.withLock { $0[sha256] = content }
        return LockedPackage(
            name: name,
            version: version,
            file: "\(name)-\(version)-py3-none-any.whl",
            sha256: sha256,
            source: .index("https://files.example/\(name)"),
            bytes: content.utf8.count,
            isRequested: isRequested
        )
    }

    /// What the archive of a made package holds.
    static func content(of sha256: String) -> String { contents.withLock { $0[sha256] ?? "" } }

    private static let contents = Mutex<[String: String]>([:])
}

extension PackageIndex {
    static func make(_ package: LockedPackage, _ requires: [String] = []) -> PackageIndex {
        let summary = PackageSummary(
            kind: .wheel,
            name: package.name,
            version: package.version,
            file: package.file,
            sha256: package.sha256,
            archiveBytes: package.bytes ?? 0,
            packBytes: 100,
            requires: requires,
            requiresPython: nil,
            imports: [package.name],
            native: false
        )
        return PackageIndex(summary: summary, bytes: Array(#"{"format":1,"files":[]}"#.utf8))
    }
}
