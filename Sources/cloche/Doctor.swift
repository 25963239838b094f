internal import Cloche
internal import ClocheREPL

/// Shows what is installed, which walls hold on this machine, and whether a sandbox boots.
struct Doctor {
    private let console: Console
    private let limits: Limits

    init(console: Console, limits: Limits) {
        self.console = console
        self.limits = limits
    }

    /// Prints one line for each check.
    ///
    /// - Parameter checksPackages: Whether packages are installed, too.
    /// - Returns: Success where all of them passed, else 1.
    func run(checksPackages: Bool = false) async -> ExitStatus {
        var isWell = true
        let show = { (check: DoctorCheck) in
            console.stdout.write(check.line + "\n")
            isWell = isWell && check.isOK
        }
        show(DoctorCheck("cloche", isOK: true, clocheVersion))
        do throws(ClocheError) {
            let runtime = try Runtime.locate()
            show(DoctorCheck("deno", isOK: true, runtime.deno))
            show(DoctorCheck("pyodide", isOK: true, runtime.pyodide))
            show(DoctorCheck("runner", isOK: true, runtime.runner))
            show(DoctorCheck.landlock(version: KernelWalls.landlockVersion))
            for check in try await wallChecks(runtime) { show(check) }
            for check in await sandboxChecks(runtime) { show(check) }
            if checksPackages { await PackageChecks(runtime, limits).run(show) }
        } catch {
            show(DoctorCheck("runtime", isOK: false, error.message))
        }
        return isWell ? .success : .exception
    }

    /// Tries the walls around a sandbox, together and each alone.
    private func wallChecks(_ runtime: Runtime) async throws(ClocheError) -> [DoctorCheck] {
        let probe = try WallProbe(runtime)
        defer { probe.remove() }
        var checks = await probe.kernel().map { DoctorCheck($0) }
        checks.append(.denoAlone(await probe.denoAlone()))
        #if os(Linux)
            checks.append(.kernelAlone(await probe.kernelAlone()))
        #endif
        return checks
    }

    /// Boots a sandbox, and runs a cell in it that looks around.
    private func sandboxChecks(_ runtime: Runtime) async -> [DoctorCheck] {
        let start = ContinuousClock.now
        let environment = [WallBait.variable: WallBait.word]
        let options = SessionOptions(environment: environment, runtime: runtime)
        let session = Session(limits: limits, options: options)
        var checks: [DoctorCheck] = []
        do throws(ClocheError) {
            try await session.start()
            let result = try await session.execute("6 * 7")
            let milliseconds = start.duration(to: .now) / .milliseconds(1)
            let isRight = result.value == "42"
            let finding = isRight ? "a cell ran \(Int(milliseconds)) ms after the start" : "6 * 7 gave no 42"
            let python = await session.metadata.pythonVersion
            checks.append(DoctorCheck("python", isOK: isRight, "\(python); \(finding)"))
            let found = try await session.execute(Self.look)
            var guest = DoctorCheck("guest", isOK: found.value == "''", "Python finds no file, variable, Deno or eval")
            if !guest.isOK {
                let things = found.value ?? found.error?.message ?? "nothing"
                guest = DoctorCheck("guest", isOK: false, "Python found \(things); the other walls are left")
            }
            guest.isWall = true
            checks.insert(guest, at: 0)
        } catch {
            checks.append(DoctorCheck("python", isOK: false, error.message))
        }
        await session.close()
        return checks
    }

    /// What hostile Python would look for first.
    private static let look = """
        import js, os
        found = [name for name in ("Deno", "process", "Worker", "localStorage") if hasattr(js, name)]
        found += ["a variable"] if "\(WallBait.variable)" in os.environ else []
        for name, attempt in {
            "a file": lambda: open("/etc/passwd"),
            "eval": lambda: js.Object.constructor("return 1")(),
        }.items():
            try:
                attempt()
                found.append(name)
            except Exception:
                pass
        ", ".join(found)
        """
}
