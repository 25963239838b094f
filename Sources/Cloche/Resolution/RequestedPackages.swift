/// What a request asks for, checked, as uv takes it.
struct RequestedPackages: Sendable, Equatable {
    /// Why something cannot be asked for.
    struct Flaw: Error, Equatable {
        var reason: String
        var code = ClocheError.Code.packageInvalid
        /// The path of the file that says it; nil for what the user typed.
        var file: String?
    }

    /// Requirements, one a line; none of them can be an option, or has a path that is not absolute.
    var lines: [String] = []

    /// What files say about indexes, one option a line, such as `--index-url`; paths are absolute.
    var options: [String] = []

    /// Requirements that limit the versions of what is installed anyway, as ``lines``.
    var limits: [String] = []

    /// The names of what is asked for, normalized.
    var names: Set<String> = []

    /// Those of the names that stand for one file: a wheel of this machine, or one with a URL.
    var placed: Set<String> = []

    /// What the files say about hashes.
    var hashes = RequiredHashes()

    /// The files with requirements that were read.
    var files: Set<RequirementFile> = []

    /// How many more bytes the files may have.
    var bytesLeft = Self.maximumBytes

    var isEmpty: Bool { lines.isEmpty }

    /// The most bytes that all files with requirements may have together.
    static let maximumBytes = 4 << 20

    /// The most files with requirements.
    static let maximumFiles = 64

    /// Asks for nothing.
    init() {}

    /// Reads the request's requirements, wheels and files.
    ///
    /// - Throws: ``ClocheError`` with the code `packageInvalid`, or `packageNotFound` for a wheel that does not run here.
    init(_ request: InstallRequest, workingDirectory: String) throws(ClocheError) {
        for requirement in request.requirements {
            try Self.naming(requirement) { () throws(Flaw) in add(try Requirement(requirement, in: workingDirectory)) }
        }
        for wheel in request.wheels {
            let path = HostPath.normalized(wheel, in: workingDirectory)
            try Self.naming(path) { () throws(Flaw) in add(try Requirement(wheel: path, in: "/")) }
        }
        for file in request.files {
            let path = HostPath.normalized(file, in: workingDirectory)
            try Self.naming(path) { () throws(Flaw) in try add(RequirementFile(path: path)) }
        }
    }

    /// Takes a requirement.
    mutating func add(_ requirement: Requirement) {
        lines.append(requirement.line)
        names.insert(requirement.name)
        if requirement.hasPlace { placed.insert(requirement.name) }
    }

    private static func naming(_ text: String, _ work: () throws(Flaw) -> Void) throws(ClocheError) {
        do throws(Flaw) {
            try work()
        } catch {
            let scalars = (error.file ?? text).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
            let printable = String(String.UnicodeScalarView(scalars))
            throw .install(error.code, "'\(printable.prefix(200))'", error.reason)
        }
    }
}
