/// A file with requirements.
struct RequirementFile: Sendable, Hashable {
    /// An absolute path.
    var path: String
    /// True where what it names is not asked for, but limited to the versions that it gives.
    var isLimit = false

    /// The folder in which paths that the file names start.
    var folder: String { HostPath.parent(path) }
}

extension RequestedPackages {
    /// Options about indexes, which uv takes from a file, or ignores because cloche has its own way.
    private static let known: Set<String> = [
        "-i", "--index-url", "--extra-index-url", "--no-index", "--trusted-host", "--pre", "--prefer-binary",
        "--only-binary", "--no-binary", "--use-feature", "--use-pep517",
    ]

    /// Whether an option says where to look.
    static func saysWhere(_ option: String) -> Bool {
        ["-i", "--index-url", "--extra-index-url", "--no-index", "--find-links"].contains { option.hasPrefix($0) }
    }

    /// Reads a file with requirements, and those that it includes, each once.
    mutating func add(_ file: RequirementFile) throws(Flaw) {
        guard files.insert(file).inserted else { return }
        guard files.count <= Self.maximumFiles else {
            throw Flaw(reason: "there are more than \(Self.maximumFiles) files with requirements")
        }
        let text = try text(of: file.path)
        guard file.path.hasSuffix(".toml") || file.path.hasSuffix(".py") else {
            for line in RequirementLine.lines(of: text) {
                try Self.naming("line \(line.number), '\(line.text.prefix(200))'", file) { () throws(Flaw) in
                    try add(RequirementLine(line.text), of: file)
                }
            }
            return
        }
        let dependencies: ProjectDependencies
        do throws(ProjectDependencies.Flaw) {
            dependencies = try file.path.hasSuffix(".py") ? .init(script: text) : .init(project: text)
        } catch {
            throw Flaw(reason: error.reason)
        }
        for requirement in dependencies.requirements {
            try Self.naming("'\(requirement.prefix(200))'", file) { () throws(Flaw) in
                add(try Requirement(requirement, in: file.folder))
            }
        }
    }

    private mutating func add(_ line: RequirementLine, of file: RequirementFile) throws(Flaw) {
        switch line {
        case .requirement(let text, let given):
            let requirement = try Requirement(ofFile: text, in: file.folder)
            if let given { hashes.add(given, for: requirement.name) }
            guard !file.isLimit else { return limits.append(requirement.line) }
            add(requirement)
        case .include(let path): try add(try Self.nested(path, in: file, isLimit: file.isLimit))
        case .constraint(let path): try add(try Self.nested(path, in: file, isLimit: true))
        case .editable:
            throw Flaw(reason: "nothing is built from source here, so that '-e' has no meaning; name wheels")
        case .links(let place):
            let isURL = place.contains("://")
            options.append("--find-links " + (isURL ? place : HostPath.normalized(place, in: file.folder).fileURL))
        case .requireHashes: hashes.requireAll()
        case .option(let text):
            let name = text.prefix { $0 != " " && $0 != "=" && $0 != "\t" }
            guard Self.known.contains(String(name)) else { throw Flaw(reason: "'\(name)' is no option here") }
            options.append(text)
        }
    }

    private static func nested(
        _ path: String,
        in file: RequirementFile,
        isLimit: Bool
    ) throws(Flaw) -> RequirementFile {
        guard !path.isEmpty else { throw Flaw(reason: "it lacks the path of a file") }
        guard !path.contains("://") else { throw Flaw(reason: "a file is not read from the network; download it") }
        return RequirementFile(path: HostPath.normalized(path, in: file.folder), isLimit: isLimit)
    }

    private mutating func text(of path: String) throws(Flaw) -> String {
        do throws(ClocheError) {
            let file = try BoundedFile(path, maximumBytes: bytesLeft) {
                ClocheError(code: .packageInvalid, message: $0)
            }
            bytesLeft -= file.size
            return String(decoding: try file.read(0..<file.size), as: UTF8.self)
        } catch {
            throw Flaw(reason: error.message)
        }
    }

    /// Does something for a place in a file, which is told where that fails; the innermost file counts.
    private static func naming(
        _ place: String,
        _ file: RequirementFile,
        _ work: () throws(Flaw) -> Void
    ) throws(Flaw) {
        do throws(Flaw) {
            try work()
        } catch {
            guard error.file == nil else { throw error }
            throw Flaw(reason: "\(place): \(error.reason)", code: error.code, file: file.path)
        }
    }
}
