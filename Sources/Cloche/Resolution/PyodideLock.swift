#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The lock file of the pinned Pyodide: what was built for exactly this interpreter, and is offered beside it.
package struct PyodideLock: Sendable {
    /// A file of the distribution.
    struct Entry: Sendable, Equatable {
        /// Normalized.
        var name: String
        var version: String
        var file: String
        var sha256: String
        var imports: [String]
        /// Normalized names of the entries that this one needs.
        var depends: [String]
        /// True for an archive of shared libraries.
        var isLibrary: Bool

        /// True for a wheel without compiled code.
        var isPure: Bool { file.hasSuffix("-none-any.whl") }
    }

    /// The entries by their normalized names: wheels, and archives of shared libraries.
    let entries: [String: Entry]

    /// The SHA-256 of each wheel with its entry's name.
    private let namesByHash: [String: String]

    /// The name of the one entry that brings a module.
    private let namesByImport: [String: String]

    private struct Text: Decodable {
        struct Package: Decodable {
            var name: String
            var version: String
            // Keys as the format names them.
            // swift-format-ignore: AlwaysUseLowerCamelCase
            var file_name: String
            var sha256: String
            var imports: [String]
            var depends: [String]
            // swift-format-ignore: AlwaysUseLowerCamelCase
            var package_type: String
        }

        var packages: [String: Package]
    }

    /// Reads the lock file of a runtime; one that cannot be read has no entries.
    init(runtime: Runtime) {
        let file = try? BoundedFile(runtime.pyodide + "/pyodide-lock.json", maximumBytes: 8 << 20)
        self.init(json: (try? file?.read(0..<(file?.size ?? 0))) ?? [])
    }

    /// Reads the text of a lock file; what has no plausible name, version, file or hash does not count.
    init(json: [UInt8]) {
        let text = try? JSONDecoder().decode(Text.self, from: Data(json))
        let all = (text?.packages.values.map(Self.entry) ?? []).compactMap { $0 }
        entries = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
        let imports = all.filter { !$0.isLibrary }.flatMap { entry in entry.imports.map { ($0, entry.name) } }
        namesByImport = Dictionary(grouping: imports, by: \.0).compactMapValues { $0.count == 1 ? $0[0].1 : nil }
        namesByHash = Dictionary(all.map { ($0.sha256, $0.name) }) { first, _ in first }
    }

    private static func entry(_ package: Text.Package) -> Entry? {
        let isLibrary = package.package_type == "shared_library"
        // The tests of packages are archives, too, which nobody imports.
        let name = package.name.normalizedPackageName
        guard isLibrary || package.file_name.hasSuffix(".whl") && !name.hasSuffix("-tests") else { return nil }
        guard name.isPackageName, package.version.isPackageVersion, package.file_name.isPackageFile,
            package.sha256.isSHA256
        else { return nil }
        return Entry(
            name: name,
            version: package.version,
            file: package.file_name,
            sha256: package.sha256,
            imports: package.imports,
            depends: package.depends.map(\.normalizedPackageName),
            isLibrary: isLibrary
        )
    }

    /// The package that brings a top-level module; nil where none does, or several do.
    func package(importedAs module: String) -> String? { namesByImport[module] }

    /// The version of each wheel.
    var versions: [(name: String, version: String)] {
        entries.values.filter { !$0.isLibrary }.map { ($0.name, $0.version) }.sorted { $0.0 < $1.0 }
    }

    /// The entry whose file has a SHA-256.
    func entry(sha256: String) -> Entry? { namesByHash[sha256].flatMap { entries[$0] } }

    /// What files need beyond what their own metadata says: packages by name, and libraries, those of libraries included.
    ///
    /// Only what is compiled needs other packages so: where a pure wheel has more of them in the lock than in its
    /// metadata, they are for its tests and its options.
    func needs(of hashes: [String]) -> (packages: Set<String>, libraries: [Entry]) {
        var packages: Set<String> = []
        var libraries: [String: Entry] = [:]
        var rest: [String] = []
        for entry in hashes.compactMap(entry) {
            let needed = entry.depends.compactMap { entries[$0] }
            if !entry.isPure { packages.formUnion(needed.filter { !$0.isLibrary }.map(\.name)) }
            rest += needed.filter(\.isLibrary).map(\.name)
        }
        while let name = rest.popLast() {
            guard let entry = entries[name], libraries.updateValue(entry, forKey: name) == nil else { continue }
            rest += entry.depends.filter { entries[$0]?.isLibrary == true }
        }
        return (packages, libraries.values.sorted { $0.name < $1.name })
    }
}
