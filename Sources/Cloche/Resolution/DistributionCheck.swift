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

    /// Whether the distribution answers: it has the lock file, whose SHA-256 is that of the pinned one.
    ///
    /// A folder of this machine answers always.
    ///
    /// - Throws: ``ClocheError`` with the code `installCancelled`.
    func answers(_ distribution: PyodideDistribution, in staging: StagingFolder) async throws(ClocheError) -> Bool {
        guard case .url = distribution else { return true }
        do throws(ClocheError) {
            _ = try await fetch([try lockJob(distribution)], staging)
            return true
        } catch {
            guard !Task.isCancelled else { throw .installCancelled }
            return false
        }
    }

    private func lockJob(_ distribution: PyodideDistribution) throws(ClocheError) -> InstallerProgram.FetchJob {
        let path = runtime.pyodide + "/" + Self.lockName
        let file = try BoundedFile(path, maximumBytes: 8 << 20)
        let sha256 = SHA256.hash(data: try file.read(0..<file.size)).hex
        let url = distribution.place(of: Self.lockName)
        return InstallerProgram.FetchJob(url: url, sha256: sha256, file: Self.lockName, bytes: file.size)
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
