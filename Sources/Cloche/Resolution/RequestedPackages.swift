#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What a request asks for, checked, as uv takes it.
struct RequestedPackages: Sendable, Equatable {
    /// Requirements, one a line; none of them can be an option.
    var lines: [String] = []

    /// Absolute paths of files with requirements, whose lines may be options, too.
    var files: [String] = []

    /// The names of what is asked for, normalized.
    var names: Set<String> = []

    /// What the files say about hashes.
    var hashes = RequiredHashes()

    var isEmpty: Bool { lines.isEmpty && files.isEmpty }

    /// The most bytes that a file with requirements may have.
    static let maximumFileBytes = 4 << 20

    /// Asks for nothing.
    init() {}

    /// Reads the request's requirements, wheels and files.
    ///
    /// - Throws: ``ClocheError`` with the code `packageInvalid`.
    init(_ request: InstallRequest, workingDirectory: String) throws(ClocheError) {
        for requirement in request.requirements { try add(requirement) }
        for wheel in request.wheels { try add(wheel: HostPath.normalized(wheel, in: workingDirectory)) }
        for file in request.files { try add(file: HostPath.normalized(file, in: workingDirectory)) }
    }

    private mutating func add(_ requirement: String) throws(ClocheError) {
        let isPlain = requirement.utf8.count <= 4096 && requirement.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        guard isPlain, let name = PackageName.ofRequirement(requirement) else {
            throw .requirement(requirement, "it is no requirement such as 'numpy', 'httpx[http2]' or 'rich>=14'")
        }
        lines.append(requirement)
        names.insert(name)
    }

    private mutating func add(wheel path: String) throws(ClocheError) {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard access(path, R_OK) == 0 else { throw .requirement(path, SystemError.last.reason) }
        guard let parts = PackageName.ofWheel(file) else {
            throw .requirement(path, "'\(file)' is no name of a wheel, such as 'six-1.17.0-py3-none-any.whl'")
        }
        lines.append("\(parts.name) @ \(path.fileURL)")
        names.insert(parts.name)
    }

    private mutating func add(file path: String) throws(ClocheError) {
        let text = try Self.text(of: path)
        guard path.hasSuffix(".toml") || path.hasSuffix(".py") else {
            files.append(path)
            hashes.read(text)
            names.formUnion(text.split(whereSeparator: \.isNewline).compactMap { PackageName.ofRequirement($0) })
            return
        }
        let dependencies: ProjectDependencies
        do throws(ProjectDependencies.Flaw) {
            dependencies = try path.hasSuffix(".py") ? .init(script: text) : .init(project: text)
        } catch {
            throw .requirement(path, error.reason)
        }
        for requirement in dependencies.requirements { try add(requirement) }
    }

    private static func text(of path: String) throws(ClocheError) -> String {
        do throws(ClocheError) {
            let file = try BoundedFile(path, maximumBytes: maximumFileBytes)
            return String(decoding: try file.read(0..<file.size), as: UTF8.self)
        } catch {
            throw ClocheError(code: .packageInvalid, message: error.message)
        }
    }
}

extension ClocheError {
    /// A requirement that cannot be taken as it is.
    static func requirement(_ text: String, _ reason: String) -> ClocheError {
        let scalars = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
        let printable = String(String.UnicodeScalarView(scalars))
        return .install(.packageInvalid, "'\(printable.prefix(200))'", reason)
    }
}
