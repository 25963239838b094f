/// pip, the installer of Python packages of this machine, which knows the user's mirrors, proxies and certificates.
///
/// It only downloads here: it installs nothing, and runs no code of a package.
struct PipCommand: Sendable {
    /// Why pip did not do it, in one clause.
    struct Failure: Error, Equatable {
        var reason: String
        /// The normalized name of the one package that it is about; nil where it is about all.
        var package: String?
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
        guard outcome.isSuccess else {
            let report = PipReport(outcome.errors, folder: folder)
            throw Failure(reason: report.reason, package: report.package)
        }
        return outcome.output
    }
}
