internal import TOMLKit

/// What a lock file of PEP 751 says, as far as it is about wheels.
struct Pylock: Sendable, Equatable {
    /// A file of a package.
    struct File: Sendable, Equatable {
        /// A URL or a path; one of the two.
        var url: String?
        var path: String?
        var sha256: String
        var bytes: Int?
        var name: String
    }

    struct Package: Sendable, Equatable {
        var name: String
        var version: String
        var files: [File]
        /// What cloche notes in `packages.tool.cloche`.
        var notes: [String: String]
    }

    /// Why a lock file cannot be taken.
    struct Flaw: Error, Equatable {
        var reason: String
    }

    var packages: [Package]

    /// The most packages that a file may have.
    static let maximumPackages = 4096

    /// Reads the text of a lock file.
    init(_ text: String) throws(Flaw) {
        let table = try Self.table(of: text)
        guard let format = table["lock-version"]?.string else { throw Flaw(reason: "it has no lock-version") }
        guard format.hasPrefix("1.") else { throw Flaw(reason: "its lock-version is '\(format.prefix(20))', not 1.0") }
        guard let list = table["packages"]?.array else {
            packages = []
            return
        }
        guard list.count <= Self.maximumPackages else {
            throw Flaw(reason: "it has more than \(Self.maximumPackages) packages")
        }
        packages = []
        for value in list {
            guard let package = value.table else { throw Flaw(reason: "a package of it is no table") }
            packages.append(try Self.package(package))
        }
    }

    private static func table(of text: String) throws(Flaw) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch {
            throw Flaw(reason: "it is not TOML")
        }
    }

    private static func package(_ table: TOMLTable) throws(Flaw) -> Package {
        guard let name = table["name"]?.string else { throw Flaw(reason: "a package of it has no name") }
        let normalized = name.normalizedPackageName
        guard normalized.isPackageName else { throw Flaw(reason: "'\(name.prefix(80))' is no name of a package") }
        guard let version = table["version"]?.string, version.isPackageVersion else {
            throw Flaw(reason: "'\(normalized)' has no version")
        }
        var files: [File] = []
        let wheels = table["wheels"]?.array.map { $0.compactMap(\.table) } ?? []
        let archive = table["archive"]?.table.map { [$0] } ?? []
        for file in wheels + archive { files.append(try Self.file(file, of: normalized)) }
        let notes = table["tool"]?.table?["cloche"]?.table
        let texts = (notes?.keys ?? []).map { key in (key, notes?[key]?.string ?? "\(notes?[key]?.bool ?? false)") }
        return Package(name: normalized, version: version, files: files, notes: Dictionary(uniqueKeysWithValues: texts))
    }

    private static func file(_ table: TOMLTable, of name: String) throws(Flaw) -> File {
        let (url, path) = (table["url"]?.string, table["path"]?.string)
        guard let place = url ?? path else { throw Flaw(reason: "a file of '\(name)' has no URL and no path") }
        guard let sha256 = table["hashes"]?.table?["sha256"]?.string?.lowercased(), sha256.isSHA256 else {
            throw Flaw(reason: "a file of '\(name)' has no SHA-256")
        }
        let last = place.prefix { $0 != "#" && $0 != "?" }.split(separator: "/").last.map(String.init) ?? ""
        let file = table["name"]?.string ?? last.percentDecoded
        guard file.isPackageFile else { throw Flaw(reason: "'\(file.prefix(80))' is no name of a file of a package") }
        return File(url: url, path: path, sha256: sha256, bytes: table["size"]?.int, name: file)
    }
}
