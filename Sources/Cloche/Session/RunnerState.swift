/// Where a session's runner is in its life.
enum RunnerState: Sendable {
    /// No runner.
    case none
    /// A runner that boots in the background.
    case starting(Task<Result<RunnerBoot.Booted, ClocheError>, Never>)
    /// A runner that can be used.
    case ready(RunnerConnection)
}
