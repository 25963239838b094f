internal import Cloche

/// Tries whether packages can be had here, each kind with one that is small or that many want.
struct PackageChecks {
    /// A package that is tried.
    private struct Trial {
        let check: String
        let package: String
        let cell: String
        let value: String
    }

    private static let trials = [
        Trial(check: "index", package: "attrs", cell: "import attr; attr.__name__", value: "'attr'"),
        Trial(
            check: "native",
            package: "msgpack",
            cell: "import msgpack; msgpack.unpackb(msgpack.packb([1, 2]))",
            value: "[1, 2]"
        ),
        Trial(
            check: "distribution",
            package: "numpy",
            cell: "import numpy; int(numpy.arange(10).sum())",
            value: "45"
        ),
    ]

    private let runtime: Runtime
    private let limits: Limits

    init(_ runtime: Runtime, _ limits: Limits) {
        self.runtime = runtime
        self.limits = limits
    }

    /// Installs and imports packages in a sandbox of their own, and shows a line for each.
    func run(_ show: (DoctorCheck) -> Void) async {
        let session = Session(limits: limits, options: SessionOptions(runtime: runtime))
        for trial in Self.trials { show(await check(trial, in: session)) }
        await session.close()
    }

    private func check(_ trial: Trial, in session: Session) async -> DoctorCheck {
        let start = ContinuousClock.now
        do throws(ClocheError) {
            let report = try await session.install(InstallRequest(requirements: [trial.package]))
            let result = try await session.execute(trial.cell)
            let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
            let isRight = result.value == trial.value
            let package = report.installed.first { $0.locked.name == trial.package }?.locked
            let name = package.map { "\($0.name) \($0.version)" } ?? trial.package
            let source = package.map { " from \(Self.place($0.source))" } ?? ""
            let outcome = isRight ? "imported" : result.error?.message ?? "its cell gave something else"
            return DoctorCheck(trial.check, isOK: isRight, "\(name)\(source): \(outcome), \(milliseconds) ms")
        } catch {
            return DoctorCheck(trial.check, isOK: false, error.message)
        }
    }

    private static func place(_ source: PackageSource) -> String {
        switch source {
        case .index: "the index"
        case .distribution: "Pyodide's distribution"
        case .file: "a file"
        }
    }
}
