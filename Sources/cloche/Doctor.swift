internal import Cloche
internal import ClocheREPL

/// Shows what is installed and whether a sandbox boots.
struct Doctor {
    private let console: Console
    private let limits: Limits

    init(console: Console, limits: Limits) {
        self.console = console
        self.limits = limits
    }

    /// Prints one line for each check.
    ///
    /// - Returns: Success where all of them passed, else the status of an exception.
    func run() async -> ExitStatus {
        var isWell = true
        for check in await [bootCheck()] {
            console.stdout.write(check.line + "\n")
            isWell = isWell && check.isOK
        }
        return isWell ? .success : .exception
    }

    private func bootCheck() async -> DoctorCheck {
        let clock = ContinuousClock()
        let start = clock.now
        let session = Session(limits: limits)
        do throws(ClocheError) {
            let result = try await session.execute("6 * 7")
            let elapsed = DurationText.describe(start.duration(to: clock.now))
            await session.close()
            let isRight = result.value == "42"
            return DoctorCheck(
                "sandbox",
                isOK: isRight,
                isRight ? "a cell ran after \(elapsed)" : "6 * 7 is \(result.value ?? "nothing")"
            )
        } catch {
            await session.close()
            return DoctorCheck("sandbox", isOK: false, error.message)
        }
    }
}
