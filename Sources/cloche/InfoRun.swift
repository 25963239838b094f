internal import Cloche
internal import ClocheREPL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Prints what a session file says about itself.
struct InfoRun {
    private let path: String
    private let isJSON: Bool
    private let invocation: Invocation
    private let console: Console

    init(_ path: String, isJSON: Bool, _ invocation: Invocation, _ console: Console) {
        self.path = path
        self.isJSON = isJSON
        self.invocation = invocation
        self.console = console
    }

    func run() -> ExitStatus {
        do throws(ClocheError) {
            let info = try SessionFileInfo(readingFrom: path, limits: invocation.limits)
            if isJSON { write(SessionFileJSON.text(info)) } else { show(info) }
            return info.isLoadable ? .success : .exception
        } catch {
            if isJSON { write(SessionFileJSON.text(error)) } else { console.complain(error.message) }
            return .exception
        }
    }

    private func show(_ info: SessionFileInfo) {
        let table = SessionFileTable(
            info,
            path: path,
            width: console.isTerminal(STDOUT_FILENO) ? console.size.columns : nil,
            palette: console.palette(STDOUT_FILENO, invocation.settings.colors)
        )
        for line in table.lines { write(line) }
    }

    private func write(_ line: String) {
        console.stdout.write(line + "\n")
    }
}
