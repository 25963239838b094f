internal import Cloche
internal import ClocheREPL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Prints the audit log.
struct AuditRun {
    private let listing: AuditListing
    private let console: Console
    private let colors: ColorChoice

    init(_ listing: AuditListing, _ console: Console, _ colors: ColorChoice) {
        self.listing = listing
        self.console = console
        self.colors = colors
    }

    func run() -> ExitStatus {
        guard let path = console.auditPath else {
            console.complain("there is no audit log: neither XDG_STATE_HOME nor HOME is set")
            return .failure
        }
        do throws(ClocheError) {
            let reading = try AuditReader.read(path, listing.filter)
            show(reading.records)
            if reading.brokenLines > 0 {
                let lines = reading.brokenLines == 1 ? "1 line" : "\(reading.brokenLines) lines"
                console.complain("\(lines) of the audit log cannot be read")
            }
            return .success
        } catch {
            console.complain(error.message)
            return .failure
        }
    }

    private func show(_ records: [AuditRecord]) {
        switch listing.format {
        case .json: for record in records { write(String(decoding: record.line, as: UTF8.self)) }
        case .csv:
            write(AuditCSV.head, end: "\r\n")
            for record in records { write(AuditCSV.line(record), end: "\r\n") }
        case .table:
            if records.isEmpty { console.complain("the audit log has nothing of the kind") }
            let lines = AuditTable.lines(
                records,
                now: AuditTime.now,
                showsSessions: true,
                width: console.isTerminal(STDOUT_FILENO) ? console.size.columns : nil,
                palette: console.palette(STDOUT_FILENO, colors)
            )
            for line in lines { write(line) }
        }
    }

    private func write(_ line: String, end: String = "\n") {
        console.stdout.write(line + end)
    }
}
