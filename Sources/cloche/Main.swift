internal import Cloche
internal import ClocheREPL
internal import ClocheTerminal

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The program.
@main
struct Main {
    static func main() async {
        // A reader that went away is an error of the write, not the end of the program before the sandbox is closed.
        signal(SIGPIPE, SIG_IGN)
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        exit(status.code)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        let console = Console()
        do throws(UsageError) {
            var invocation = try Invocation.parse(arguments, columns: console.size.columns)
            try SettingsLoader(console).load(into: &invocation)
            return await run(invocation, console)
        } catch {
            console.complain(error.message)
            console.complain("'cloche --help' lists the options")
            return .usage
        }
    }

    private static func run(_ invocation: Invocation, _ console: Console) async -> ExitStatus {
        switch invocation.work {
        case .text(let text):
            console.stdout.write(text + "\n")
            return .success
        case .audit(let listing):
            return AuditRun(listing, console, invocation.settings.colors).run()
        case .cache(let work):
            return CacheRun(work, console).run()
        case .info(let path, let isJSON):
            return InfoRun(path, isJSON: isJSON, invocation, console).run()
        case .doctor:
            let doctor = Doctor(console: console, limits: invocation.limits)
            return await doctor.run(checksPackages: invocation.checksPackages)
        case .automatic where console.isInteractive && !invocation.isJSON:
            return await InteractiveRun(invocation, console).run()
        case .automatic, .code, .file, .standardInput:
            return await CellRun(invocation, console).run()
        }
    }
}
