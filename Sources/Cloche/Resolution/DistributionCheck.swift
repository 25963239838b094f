internal import Crypto

/// Looks whether Pyodide's distribution gives what the lock of the pinned Pyodide names.
package struct DistributionCheck: Sendable {
    let runtime: Runtime
    let environment: [String: String]

    /// Makes a check.
    package init(runtime: Runtime, environment: [String: String]) {
        self.runtime = runtime
        self.environment = environment
    }

    /// How long a distribution may take to answer.
    static let patience = Duration.seconds(8)

    private static let lockName = "pyodide-lock.json"

    /// Whether the distribution answers: it has the pinned lock file, or another one and yet a file that the pinned one
    /// names, with its SHA-256.
    ///
    /// A folder of this machine answers always.
    ///
    /// - Throws: ``ClocheError`` with the code `installCancelled`.
    func answers(_ distribution: PyodideDistribution, in staging: StagingFolder) async throws(ClocheError) -> Bool {
        guard case .url = distribution else { return true }
        for job in [try lockJob(distribution), sampleJob(distribution)].compactMap({ $0 }) {
            do throws(ClocheError) {
                _ = try await fetch([job], staging)
                return true
            } catch {
                guard !Task.isCancelled else { throw .installCancelled }
                guard error.code == .packageInvalid else { return false }
            }
        }
        return false
    }

    private func lockJob(_ distribution: PyodideDistribution) throws(ClocheError) -> InstallerProgram.FetchJob {
        let path = runtime.pyodide + "/" + Self.lockName
        let file = try BoundedFile(path, maximumBytes: 8 << 20)
        let sha256 = SHA256.hash(data: try file.read(0..<file.size)).hex
        let url = distribution.place(of: Self.lockName)
        return InstallerProgram.FetchJob(url: url, sha256: sha256, file: Self.lockName, bytes: file.size)
    }

    /// The first of the lock's wheels without compiled code, which is small.
    private func sampleJob(_ distribution: PyodideDistribution) -> InstallerProgram.FetchJob? {
        let pure = PyodideLock(runtime: runtime).entries.values.filter { !$0.isLibrary && $0.isPure }
        guard let entry = pure.min(by: { $0.name < $1.name }) else { return nil }
        let url = distribution.place(of: entry.file)
        return InstallerProgram.FetchJob(url: url, sha256: entry.sha256, file: entry.file)
    }

    /// Fetches files, for a short time only.
    private func fetch(
        _ jobs: [InstallerProgram.FetchJob],
        _ staging: StagingFolder
    ) async throws(ClocheError) -> [String: String] {
        let program = InstallerProgram(runtime: runtime, environment: environment)
        let work = Task { () async -> Result<[String: String], ClocheError> in
            do throws(ClocheError) {
                return .success(try await program.fetch(jobs, in: staging) { _, _ in })
            } catch {
                return .failure(error)
            }
        }
        let clock = Task {
            if (try? await Task.sleep(for: Self.patience)) != nil { work.cancel() }
        }
        defer { clock.cancel() }
        let result = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        return try result.get()
    }
}
