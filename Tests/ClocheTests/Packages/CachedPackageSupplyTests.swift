import Foundation
import Testing

@testable import Cloche

@Suite("The packages of the cache")
struct CachedPackageSupplyTests {
    private let folder: PackageFolder

    init() throws { folder = try PackageFolder() }

    @Test("a library is held by a package that came later, also when the cache has it no more")
    func libraries() throws {
        var library = try folder.put("libnative")
        library.isLibrary = true
        let native = try folder.put("native")
        let entries = [(library, "shared_library", []), (native, "package", ["libnative"])].map {
            package,
            type,
            depends in
            let entry: [String: Any] = [
                "name": package.name, "version": "1.0",
                "file_name": "\(package.name)-1.0" + (depends.isEmpty ? ".zip" : "-py3-none-any.whl"),
                "imports": [String](),
                "sha256": package.sha256, "depends": depends, "package_type": type,
            ]
            return (package.name, entry)
        }
        let lock = ["packages": Dictionary(uniqueKeysWithValues: entries)]
        let json = try JSONSerialization.data(withJSONObject: lock)
        try json.write(to: URL(filePath: folder.path + "/pyodide-lock.json"))
        let supply = CachedPackageSupply(
            runtime: Runtime(deno: "", pyodide: folder.path, runner: ""),
            cacheBytes: .max,
            environment: folder.environment
        )
        let before = try supply.describe([library], known: SessionPackages())
        try FileManager.default.removeItem(atPath: folder.cache.place(of: library.sha256))
        let after = try supply.describe([library, native], known: before)
        #expect(after.described.map(\.requiredBy) == [["native"], []])
        #expect(throws: ClocheError.self) { try after.removing(["libnative"]) }
        #expect(throws: ClocheError.self) { try supply.describe([library], known: SessionPackages()) }
    }
}
