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
    /// - Returns: Success where all of them passed, else 1.
    func run() async -> ExitStatus {
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
            for check in await sandboxChecks(runtime) { show(check) }
        } catch {
            show(DoctorCheck("runtime", isOK: false, error.message))
        }
        return isWell ? .success : .exception
    }

    /// Boots a sandbox, looks at its process from outside, and runs a cell in it.
    private func sandboxChecks(_ runtime: Runtime) async -> [DoctorCheck] {
        let start = ContinuousClock.now
        let session = Session(limits: limits, options: SessionOptions(runtime: runtime))
        var checks: [DoctorCheck] = []
        do throws(ClocheError) {
            try await session.start()
            checks = DoctorCheck.walls(of: ChildProcessStatus.onlyChild())
            let result = try await session.execute("6 * 7")
            let milliseconds = start.duration(to: .now) / .milliseconds(1)
            let isRight = result.value == "42"
            let finding = isRight ? "a cell ran \(Int(milliseconds)) ms after the start" : "6 * 7 gave no 42"
            let python = await session.metadata.pythonVersion
            checks.append(DoctorCheck("python", isOK: isRight, "\(python); \(finding)"))
        } catch {
            checks.append(DoctorCheck("python", isOK: false, error.message))
        }
        await session.close()
        return checks
    }
}
