import Foundation
import Testing

@testable import Cloche

@Suite struct PackageCacheTests {
    @Test("A package is found by its hash, with what its index says")
    func found() throws {
        let folder = try PackageFolder()
        let glass = try folder.put("glass")
        let cache = folder.cache
        #expect(cache.contains(glass.sha256))
        #expect(!cache.contains(String(repeating: "0", count: 64)))
        #expect(!cache.contains("../\(glass.sha256)"))
        let index = try cache.index(of: glass.sha256)
        #expect(index.summary.name == "glass" && index.summary.imports == ["glass"] && index.summary.packBytes == 11)
        #expect(cache.entries().map(\.locked) == [glass])
        #expect(try cache.archive(of: glass.sha256).hasSuffix("/\(glass.sha256)/glass-1.0.whl"))
    }

    @Test("A pack is linked into a site folder, where nothing but packs is, and goes with it")
    func linked() throws {
        let folder = try PackageFolder()
        let glass = try folder.put("glass")
        let site = try SiteFolder.make(environment: folder.environment)
        try folder.cache.link(glass.sha256, into: site)
        try folder.cache.link(glass.sha256, into: site)
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.path) == ["\(glass.sha256).pack"])
        let attributes = try FileManager.default.attributesOfItem(atPath: site.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try String(contentsOfFile: site.pack(glass.sha256), encoding: .utf8) == "VALUE = 42\n")
        site.unlink(glass.sha256)
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.path) == [])
        let path = site.path
        site.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(folder.cache.contains(glass.sha256))
    }

    @Test(
        "What was changed in the cache is not taken, and is not there any more",
        arguments: [
            ("index.json", "has an index that was changed"), ("pack", "has a pack that was changed"),
            ("glass-1.0.whl", "has an archive that was changed"), ("summary.json", "has a malformed summary"),
        ]
    )
    func changed(_ file: String, _ reason: String) throws {
        let folder = try PackageFolder()
        let (cache, glass) = (folder.cache, try folder.put("glass"))
        let site = try SiteFolder.make(environment: folder.environment)
        try Data("changed".utf8).write(to: URL(fileURLWithPath: cache.place(of: glass.sha256) + "/" + file))
        let error = #expect(throws: ClocheError.self) {
            _ = try cache.archive(of: glass.sha256)
            _ = try cache.index(of: glass.sha256)
            try cache.link(glass.sha256, into: site)
        }
        #expect(error?.code == .packagesMissing)
        #expect(error?.message.contains(reason) == true)
        #expect(!cache.contains(glass.sha256))
        #expect(cache.entries() == [])
    }

    @Test("A pack of which a byte was flipped is found when it is read, and its archive is saved")
    func flipped() throws {
        let folder = try PackageFolder()
        let (cache, glass) = (folder.cache, try folder.put("glass"))
        let site = try SiteFolder.make(environment: folder.environment)
        try cache.link(glass.sha256, into: site)
        #expect(cache.isSound(glass.sha256))
        let pack = cache.place(of: glass.sha256) + "/pack"
        let file = try FileHandle(forWritingTo: URL(filePath: pack))
        try file.write(contentsOf: Data("W".utf8))
        try file.close()
        #expect(cache.isWhole(glass.sha256) && !cache.isSound(glass.sha256))
        let staging = try cache.makeStaging()
        let archive = try #require(try cache.salvage(glass, into: staging))
        #expect(try FileDigest.sha256(of: archive) == glass.sha256)
        #expect(!cache.contains(glass.sha256))
        #expect(try String(contentsOfFile: site.pack(glass.sha256), encoding: .utf8) == "WALUE = 42\n")
        staging.remove()
    }

    @Test("Wheels of an index are offered by name, not those of this machine, and none that was cut short")
    func offered() throws {
        let folder = try PackageFolder()
        let cut = try folder.put("cut")
        try Data("the".utf8).write(to: URL(filePath: "\(folder.cache.place(of: cut.sha256))/\(cut.file)"))
        let own = try folder.put("own", source: .file("/home/me/own-1.0.whl"))
        try folder.put("glass")
        #expect(CachedWheels(folder.cache, installed: []).names == ["glass"])
        #expect(CachedWheels(folder.cache, installed: [own]).names == ["glass", "own"])
    }

    @Test("What was used longest ago goes first, and a session keeps what it has")
    func pruned() throws {
        let folder = try PackageFolder()
        let packages = try ["one", "two", "three"].map { try folder.put($0) }
        for (age, package) in zip([30.0, 20, 10], packages) {
            let date = Date(timeIntervalSinceNow: -age)
            let place = folder.cache.place(of: package.sha256)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: place)
        }
        let site = try SiteFolder.make(environment: folder.environment)
        try folder.cache.link(packages[0].sha256, into: site)
        let one = try #require(folder.cache.entries().first { $0.locked.name == "one" })
        let removed = try folder.cache.prune(to: one.diskBytes)
        #expect(removed.map(\.locked.name) == ["two", "three"])
        #expect(folder.cache.entries().map(\.locked.name) == ["one"])
        #expect(try folder.cache.clear().map(\.locked.name) == ["one"])
        #expect(folder.cache.entries() == [])
        #expect(FileManager.default.fileExists(atPath: site.pack(packages[0].sha256)))
    }

    @Test("Nothing is taken out while something is installed, and leftovers are removed by the next installation")
    func staging() throws {
        let folder = try PackageFolder()
        try folder.put("glass")
        let leftover = "\(folder.cache.folder)/.staging-left"
        try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
        let (one, two) = (try folder.cache.makeStaging(), try folder.cache.makeStaging())
        #expect(!FileManager.default.fileExists(atPath: leftover))
        #expect(one.path != two.path)
        one.remove()
        let error = #expect(throws: ClocheError.self) { try folder.cache.prune(to: 0) }
        #expect(error?.message == "Cannot prune the package cache: packages are being installed; try again later")
        two.remove()
        #expect(!FileManager.default.fileExists(atPath: two.path))
        #expect(try folder.cache.prune(to: 0).count == 1)
    }

    @Test("Where there is no place for packages, that is said")
    func nowhere() throws {
        let nowhere = PackageCache.current(environment: [:])
        #expect(nowhere.entries() == [])
        #expect(try nowhere.prune(to: 0) == [])
        let error = #expect(throws: ClocheError.self) { try nowhere.makeStaging() }
        #expect(error?.code == .installFailed)
        let site = #expect(throws: ClocheError.self) { try SiteFolder.make(environment: ["HOME": "/dev/null"]) }
        #expect(
            site?.message.hasPrefix("Cannot use the package cache: the folder '/dev/null/.cache/cloche/sites'") == true
        )
        let folder = try PackageFolder()
        let comma = #expect(throws: ClocheError.self) {
            try SiteFolder.make(environment: ["XDG_CACHE_HOME": folder.path + "/a,b"])
        }
        #expect(comma?.code == .installFailed)
    }
}
