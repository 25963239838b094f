/// One installation's calls of uv: they share the requirements, the constraints and a folder.
struct UvRun: Sendable {
    /// What uv said where it found nothing.
    struct Failure: Error, Equatable {
        /// Its standard error.
        var text: String
        var isLate = false
    }

    let uv: UvProgram
    /// The program that stands for the sandbox's Python.
    let shim: String
    /// An absolute path: files for uv and from it are there.
    let folder: String

    private static let flags = [
        "--quiet", "--no-progress", "--color", "never", "--no-header", "--no-build", "--no-config", "--no-annotate",
        "--no-python-downloads", "--no-sources", "--format", "pylock.toml",
    ]

    /// Lets uv find versions that go together.
    ///
    /// The constraints are lines `name==version` for packages that have that version, if they are there at all; the
    /// preferences are versions that are taken where nothing speaks against them. The flags say where to look, and the
    /// cache is the folder in which uv keeps what it read.
    ///
    /// - Throws: ``ClocheError`` where uv could not be run.
    func compile(
        _ requested: RequestedPackages,
        constraints: [String] = [],
        preferences: [(name: String, version: String)] = [],
        flags: [String],
        cache: String,
        environment: [String: String] = [:]
    ) async throws(ClocheError) -> Result<Pylock, Failure> {
        let id = String(UInt64.random(in: 0 ... .max), radix: 36)
        let input = "\(folder)/requirements-\(id).txt"
        let limits = "\(folder)/constraints-\(id).txt"
        let lock = "\(folder)/pylock.r\(id).toml"
        try Self.write(requested.options + requested.lines, to: input)
        try Self.write(constraints + requested.limits, to: limits)
        if !preferences.isEmpty { try Self.write(Self.text(of: preferences), to: lock) }
        let places = ["--python", shim, "--cache-dir", cache, "-o", lock]
        let outcome = try await uv.run(
            ["pip", "compile"] + Self.flags + flags + places + ["-c", limits, input],
            // Without a PATH, so that no requirement can make uv start git.
            environment: environment.merging(["PATH": folder, "HOME": folder, "UV_HTTP_RETRIES": "2"]) { left, _ in left
            },
            in: folder
        )
        guard outcome.isSuccess else { return .failure(Failure(text: hiding(outcome.errors), isLate: outcome.isLate)) }
        return .success(try Self.read(lock))
    }

    /// What uv said, without the folder in which it worked.
    private func hiding(_ text: String) -> String {
        [folder.fileURL, folder].reduce(text) { $0.replacing($1 + "/", with: "").replacing($1, with: "") }
    }

    private static func write(_ lines: [String], to path: String) throws(ClocheError) {
        do throws(ClocheError) {
            try AtomicFile.write([Array((lines.joined(separator: "\n") + "\n").utf8)], to: path)
        } catch {
            throw .install(.installFailed, "packages", error.message)
        }
    }

    private static func text(of preferences: [(name: String, version: String)]) -> [String] {
        ["lock-version = \"1.0\"", "created-by = \"cloche\""]
            + preferences.map { "\n[[packages]]\nname = \"\($0.name)\"\nversion = \"\($0.version)\"" }
    }

    private static func read(_ path: String) throws(ClocheError) -> Pylock {
        do throws(ClocheError) {
            let file = try BoundedFile(path, maximumBytes: 16 << 20)
            let text = String(decoding: try file.read(0..<file.size), as: UTF8.self)
            do throws(Pylock.Flaw) {
                return try Pylock(text)
            } catch {
                throw .install(.installFailed, "packages", "what uv wrote is no lock file: \(error.reason)")
            }
        } catch {
            guard error.code != .installFailed else { throw error }
            throw .install(.installFailed, "packages", error.message)
        }
    }
}
