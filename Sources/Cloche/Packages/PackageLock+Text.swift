extension PackageLock {
    /// The most bytes that a lock file may have.
    static let maximumBytes = 16 << 20

    /// Reads a lock file of PEP 751, `pylock.toml`, of ours or of another tool.
    ///
    /// Of several wheels of a package it takes the one that fits this platform best.
    ///
    /// - Throws: ``ClocheError`` with the code `packageInvalid`.
    public init(reading path: String) throws(ClocheError) {
        let full = HostPath.normalized(path, in: PermissionResolver.realPath(".") ?? "/")
        let file = try BoundedFile(full, maximumBytes: Self.maximumBytes) { .lockFile("read", path, $0) }
        let text = String(decoding: try file.read(0..<file.size), as: UTF8.self)
        do throws(Pylock.Flaw) {
            try self.init(text: text, folder: HostPath.parent(full))
        } catch {
            throw .lockFile("read", path, error.reason)
        }
    }

    /// Writes the packages as a lock file of PEP 751, all of it or nothing.
    ///
    /// - Throws: ``ClocheError`` with the code `notSaved`.
    public func write(to path: String) throws(ClocheError) {
        try AtomicFile.write([Array(text.utf8)], to: path)
    }

    /// Reads the text of a lock file; relative paths start in a folder.
    init(text: String, folder: String) throws(Pylock.Flaw) {
        var packages: [LockedPackage] = []
        for package in try Pylock(text).packages { packages.append(try Self.package(package, folder)) }
        guard Set(packages.map(\.name)).count == packages.count else {
            throw Pylock.Flaw(reason: "it has a package more than once")
        }
        self.init(packages: packages)
    }

    /// The text of a lock file of PEP 751.
    package var text: String {
        let head = "lock-version = \"1.0\"\ncreated-by = \"cloche\"\nrequires-python = \">=3.14\"\n"
        return head + packages.map(Self.text).joined()
    }

    private static func package(_ package: Pylock.Package, _ folder: String) throws(Pylock.Flaw) -> LockedPackage {
        let isLibrary = package.notes["library"] == "true"
        let fitting = package.files.compactMap { file in WheelTag.rank(of: file.name).map { (file, $0) } }
        let wheel = fitting.min { $0.1 < $1.1 }?.0
        guard let file = isLibrary ? package.files.first : wheel else {
            throw Pylock.Flaw(reason: "it has no wheel of '\(package.name)' \(package.version) that runs here")
        }
        return LockedPackage(
            name: package.name,
            version: package.version,
            file: file.name,
            sha256: file.sha256,
            source: source(of: file, package, folder),
            bytes: file.bytes,
            isLibrary: isLibrary,
            isRequested: package.notes["requested"] == "true"
        )
    }

    private static func source(of file: Pylock.File, _ package: Pylock.Package, _ folder: String) -> PackageSource {
        let url = file.url ?? ""
        let path = file.path.map { HostPath.normalized($0, in: folder) }
        let local = path ?? (url.hasPrefix("file://") ? String(url.dropFirst(7)).percentDecoded : nil)
        if package.notes["source"] == "distribution" { return .distribution(local ?? url) }
        return local.map(PackageSource.file) ?? .index(url)
    }

    private static func text(_ package: LockedPackage) -> String {
        let (place, kind) =
            switch package.source {
            case .index(let url): ("url = \(quoted(url))", "index")
            case .distribution(let place) where place.hasPrefix("/"): ("path = \(quoted(place))", "distribution")
            case .distribution(let url): ("url = \(quoted(url))", "distribution")
            case .file(let path): ("path = \(quoted(path))", "file")
            }
        let size = package.bytes.map { ", size = \($0)" } ?? ""
        let file =
            "{ name = \(quoted(package.file)), \(place)\(size), hashes = { sha256 = \(quoted(package.sha256)) } }"
        var lines = ["", "[[packages]]", "name = \(quoted(package.name))", "version = \(quoted(package.version))"]
        lines.append(package.isLibrary ? "archive = \(file)" : "wheels = [\(file)]")
        lines += ["[packages.tool.cloche]", "source = \"\(kind)\"", "requested = \(package.isRequested)"]
        if package.isLibrary { lines.append("library = true") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text as a basic string of TOML.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": return "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: return String(scalar)
            }
        }
        return "\"\(scalars.joined())\""
    }
}

extension ClocheError {
    fileprivate static func lockFile(_ action: String, _ path: String, _ reason: String) -> ClocheError {
        ClocheError(code: .packageInvalid, message: "Cannot \(action) the lock file '\(path)': \(reason)")
    }
}
