internal import Cloche

/// Tries whether packages can be had here, each kind with one that is small or that many want.
///
/// Each source is tried alone and with an empty cache, so that no other one, and nothing from before, stands in for it.
struct PackageChecks {
    /// A package that is tried.
    private struct Trial {
        let check: String
        let source: PackageTrial.Source
        let package: String
        let cell: String
        let value: String
    }

    private static let trials = [
        Trial(
            check: "index",
            source: .index,
            package: "attrs",
            cell: "import attr; attr.__name__",
            value: "'attr'"
        ),
        Trial(
            check: "native",
            source: .index,
            package: "msgpack",
            cell: "import msgpack; msgpack.unpackb(msgpack.packb([1, 2]))",
            value: "[1, 2]"
        ),
        Trial(
            check: "distribution",
            source: .distribution,
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

    /// Installs and imports packages in sandboxes of their own, and shows a line for each.
    func run(_ show: (DoctorCheck) -> Void) async {
        for trial in Self.trials {
            do throws(ClocheError) {
                let place = try await PackageTrial(from: trial.source, limits: limits, runtime: runtime)
                show(await check(trial, in: place.session))
                await place.end()
            } catch {
                show(DoctorCheck(trial.check, isOK: false, error.message))
            }
        }
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
            let source = package.map { ", fetched from \(Self.place($0.source))" } ?? ""
            let outcome = isRight ? "imported" : result.error?.message ?? "its cell gave something else"
            return DoctorCheck(trial.check, isOK: isRight, "\(name)\(source): \(outcome), \(milliseconds) ms")
        } catch {
            return DoctorCheck(trial.check, isOK: false, error.message)
        }
    }

    /// The host or the folder.
    private static func place(_ source: PackageSource) -> String {
        switch source {
        case .index(let url): host(url)
        case .distribution(let place): "Pyodide's distribution at \(host(place))"
        case .file(let path): "the file '\(path)'"
        }
    }

    /// The host of a URL, without a name and a password before it; a path as it is.
    private static func host(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "'\(url)'" }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" }
        return authority.split(separator: "@").last.map(String.init) ?? ""
    }
}
