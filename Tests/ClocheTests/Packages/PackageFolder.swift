import ClocheTestSupport
import Crypto
import Foundation

@testable import Cloche

/// A home for packages of its own, removed with this value; its cache is filled without the installer.
final class PackageFolder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-cache-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = PermissionResolver.realPath(folder.path) ?? folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var environment: [String: String] { ["XDG_CACHE_HOME": path] }
    var cache: PackageCache { .current(environment: environment) }

    /// Puts a package into the cache, as the installer would have packed it.
    @discardableResult
    func put(
        _ name: String,
        _ version: String = "1.0",
        file: String = "VALUE = 42\n",
        source: PackageSource = .index("https://example.org/package.whl")
    ) throws -> LockedPackage {
        let archive = Array("the archive of \(name) \(version)".utf8)
        let sha256 = SHA256.hash(data: archive).hex
        let content = Array(file.utf8)
        let index = """
            {"format":1,"kind":"wheel","name":"\(name)","version":"\(version)","file":"\(name)-\(version).whl",\
            "sha256":"\(sha256)","archiveBytes":\(archive.count),"packBytes":\(content.count),"requires":[],\
            "requiresPython":null,"imports":["\(name)"],"native":false,"files":[{"path":"\(name).py","offset":0,\
            "size":\(content.count),"sha256":"\(SHA256.hash(data: content).hex)"}]}
            """
        let locked = LockedPackage(
            name: name,
            version: version,
            file: "\(name)-\(version).whl",
            sha256: sha256,
            source: source,
            bytes: archive.count
        )
        let parsed = try PackageIndex(checking: Array(index.utf8))
        let stored = PackageCache.StoredSummary(
            locked: locked,
            summary: parsed.summary,
            indexSHA256: SHA256.hash(data: parsed.bytes).hex
        )
        let place = cache.place(of: sha256)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let files = [
            locked.file: archive, PackageCache.packName: content, PackageCache.indexName: parsed.bytes,
            PackageCache.summaryName: Array(try JSONEncoder.wire.encode(stored)),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(place)/\(name)")) }
        return locked
    }
}
