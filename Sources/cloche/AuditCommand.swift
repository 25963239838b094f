internal import ArgumentParser
internal import Cloche
internal import ClocheREPL
internal import ClocheTerminal

/// The subcommand `audit`.
struct AuditCommand: InvocationCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show what sessions did: their cells, permissions, uses and refusals.",
        discussion: """
            Without options, the newest 50 events of all sessions. Conditions of one kind are alternatives, those of \
            several kinds have to hold together. Uses and refusals are what the sandbox reports.
            """
    )

    @Option(help: ArgumentHelp("Only the session whose name begins so.", valueName: "name"))
    var session: String?

    @Option(
        help: ArgumentHelp("Only since a time, such as 30m, 2h, 7d or 2026-11-21T19:00.", valueName: "time"),
        transform: AuditSince.parse
    )
    var since: Int?

    @Option(
        help: ArgumentHelp("Only these events, such as 'use,refusal'.", valueName: "names"),
        transform: Self.parseEvents
    )
    var event: [Set<String>] = []

    @Option(
        help: ArgumentHelp("Only these kinds of permission, such as 'read,write'.", valueName: "kinds"),
        transform: Self.parseKinds
    )
    var kind: [Set<PermissionKind>] = []

    @Option(help: ArgumentHelp("Only the cell of a number.", valueName: "number"))
    var cell: Int?

    @Flag(name: .customLong("refused"), help: "Only refusals.")
    var isRefused = false

    @Option(
        help: ArgumentHelp("How many of the newest events; 0 for all.", valueName: "number"),
        transform: Self.parseCount
    )
    var newest: Int?

    @OptionGroup var output: OutputOptions

    @Flag(name: .customLong("csv"), help: "Print a table for spreadsheets (RFC 4180).")
    var isCSV = false

    @OptionGroup(title: "Settings") var settings: SettingsOptions

    func validate() throws {
        if output.isJSON, isCSV { throw ValidationError("'--json' and '--csv' exclude each other") }
    }

    var invocation: Invocation {
        var invocation = Invocation()
        invocation.work = .audit(AuditListing(filter: filter, format: output.isJSON ? .json : isCSV ? .csv : .table))
        if output.isColorless { invocation.assignments.append(SettingAssignment("colors", "off")) }
        invocation.settingsSource = settings.source
        invocation.resolve(over: invocation.settings)
        return invocation
    }

    /// What is wanted; an export is of everything, unless a number is given.
    private var filter: AuditFilter {
        var filter = AuditFilter()
        filter.session = session
        filter.since = since
        filter.events = event.reduce(isRefused ? ["refusal"] : []) { $0.union($1) }
        filter.kinds = kind.reduce([]) { $0.union($1) }
        filter.cell = cell
        let isNarrowed = session != nil || since != nil || cell != nil
        let standard = output.isJSON || isCSV || isNarrowed ? 0 : 50
        filter.newest = (newest ?? standard) == 0 ? nil : newest ?? standard
        return filter
    }

    @Sendable private static func parseEvents(_ text: String) throws(UsageError) -> Set<String> {
        try usage { () throws(REPLError) in
            var events: Set<String> = []
            for word in text.split(separator: ",") { events.insert(try AuditRequest.event(named: String(word))) }
            return events
        }
    }

    @Sendable private static func parseKinds(_ text: String) throws(UsageError) -> Set<PermissionKind> {
        var kinds: Set<PermissionKind> = []
        for word in text.split(separator: ",") {
            guard let kind = PermissionKind(rawValue: String(word)) else {
                let names = PermissionKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("there is no permission '\(word)'; the kinds are \(names)")
            }
            kinds.insert(kind)
        }
        return kinds
    }

    @Sendable private static func parseCount(_ text: String) throws(UsageError) -> Int {
        guard let count = Int(text), count >= 0 else { throw UsageError("'\(text)' is not a number of events") }
        return count
    }

    private static func usage<Value>(_ work: () throws(REPLError) -> Value) throws(UsageError) -> Value {
        do {
            return try work()
        } catch {
            throw UsageError(error.message)
        }
    }
}
