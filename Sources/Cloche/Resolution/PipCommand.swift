/// pip, the installer of Python packages of this machine, which knows the user's mirrors, proxies and certificates.
///
/// It only downloads here: it installs nothing, and runs no code of a package.
struct PipCommand: Sendable {
    /// Why pip did not do it, in one clause.
    struct Failure: Error, Equatable {
        var reason: String
        /// True where the task was cancelled.
        var isCancelled = false
    }

    /// The environment that pip gets, in which its settings may be.
    var environment: [String: String]
    var patience = Duration.seconds(120)

    private static let options = [
        "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-input", "--retries", "2", "--timeout", "15",
        "--require-hashes", "--no-deps", "--only-binary=:all:", "-d", "wheels", "-r", "requirements.txt",
    ]

    /// Downloads files, each of which a line of requirements names with its hash, into the folder `wheels` of a folder.
    ///
    /// The folder is pip's own, for this download: its temporary files are there, too.
    func download(_ lines: [String], options: [String] = [], in folder: String) async throws(Failure) {
        do throws(ClocheError) {
            try AtomicFile.write([Array((lines.joined(separator: "\n") + "\n").utf8)], to: folder + "/requirements.txt")
        } catch {
            throw Failure(reason: error.message)
        }
        _ = try await run(["download"] + Self.options + options, in: folder)
    }

    /// Unpacks a wheel that pip downloaded, whose hash it checked, in a folder.
    func unpack(_ wheel: String, to target: String, in folder: String) async throws(Failure) {
        _ = try await python(["-I", "-m", "zipfile", "-e", wheel, target], in: folder)
    }

    /// The settings of the user's pip, as `pip config list` shows them.
    func configuration(in folder: String) async throws(Failure) -> PipConfiguration {
        PipConfiguration(listing: try await run(["config", "list"], in: folder))
    }

    private func run(_ arguments: [String], in folder: String) async throws(Failure) -> String {
        try await python(["-m", "pip"] + arguments, in: folder)
    }

    private func python(_ arguments: [String], in folder: String) async throws(Failure) -> String {
        guard let python = HostCommand.find("python3", in: environment) else {
            throw Failure(reason: "python3 is missing; install python3 and python3-pip")
        }
        var surroundings = environment
        surroundings["PIP_REQUIRE_VIRTUALENV"] = "0"
        surroundings["TMPDIR"] = folder
        let command = HostCommand(
            program: python,
            arguments: arguments,
            environment: surroundings,
            folder: folder,
            patience: patience
        )
        let outcome: HostCommand.Outcome
        do throws(ClocheError) {
            outcome = try await command.run()
        } catch {
            throw Failure(reason: error.message, isCancelled: error.code == .installCancelled)
        }
        guard outcome.isSuccess else { throw Failure(reason: Self.explanation(of: outcome.errors)) }
        return outcome.output
    }

    /// What pip's log says, in one clause.
    static func explanation(of log: String) -> String {
        if log.contains("No module named pip") {
            return "python3 has no pip; install it (on Debian: apt-get install python3-pip)"
        }
        if log.contains("DO NOT MATCH THE HASHES") {
            return "the file that pip got has another SHA-256 than the pinned one"
        }
        if log.contains("No space left") || log.contains("Disk quota exceeded") {
            return "there is no space left in the cache's folder"
        }
        let last = log.split(whereSeparator: \.isNewline).last { $0.hasPrefix("ERROR:") } ?? ""
        let printable = String(String.UnicodeScalarView(last.unicodeScalars.filter { (32..<127).contains($0.value) }))
        let detail = printable.isEmpty ? "" : " (pip said: \(printable.prefix(200)))"
        return "there is no network, or the package index does not answer\(detail)"
    }
}
