import Cloche
import ClocheREPL
import Foundation
import Synchronization

/// A session without a sandbox: a table says what each cell does.
actor ScriptedSession: LiveSession {
    /// What a cell does: its outputs, then its result.
    struct Script: Sendable {
        var outputs: [Output] = []
        var request: InputRequest?
        var result: ExecutionResult = .make()
    }

    /// What the session tells of its past, and what comes of each way through it.
    struct Timeline: Sendable {
        var checkpoints: [CheckpointInfo] = []
        var position = 0
        var branch: String?
        /// What comes of calls such as `undo 2`, `goto 3` and `branch b`; the others fail.
        var travels: [String: Travel] = [:]
        /// The calls of `setBranch` that give a name.
        var names: Set<String> = []
        var difference: StateDifference?
        var resumed: ResumedSession?
        var storedID: String?
    }

    /// The packages that can be had, and what becomes of each call that asks for some.
    struct Shelf: Sendable {
        /// What is there from the start.
        var installed: [InstalledPackage] = []
        /// What an installation of a requirement, a file or a wheel brings; without an entry it fails.
        var packages: [String: [InstalledPackage]] = [:]
        /// What an installation tells while it goes on.
        var events: [InstallEvent] = []
        /// How every installation fails.
        var failure: ClocheError?
        /// The modules that no import finds.
        var missing: Set<String> = []
    }

    var permissions: PermissionSet
    var lastingPermissions: PermissionSet?
    var limits: Limits
    var mask = SecretMask()
    var metadata: SessionMetadata
    var nextCell: Int { max(metadata.cells.last?.number ?? 0, interrupted) + 1 }

    private let scripts: [String: Script]
    private let failure: ClocheError?
    private let loadFailure: ClocheError?
    private let pickled: PickleReport
    private let recorded: SessionMetadata
    private let listed: [Variable]
    private let used: [PermissionUse]
    private let audited: [AuditRecord]?
    private let inspections: [String: Inspection]
    private let timeline: Timeline
    private let interruptCount = Mutex(0)
    private let question = Mutex<Task<String?, Never>?>(nil)

    private let shelf: Shelf
    private var installed: [InstalledPackage]

    private var undoneCells: Set<Int> = []
    /// The number of the cell that ran when the session ended that was taken up.
    private var interrupted = 0

    /// What was asked of the session besides running cells.
    private(set) var calls: [String] = []

    init(
        _ scripts: [String: Script] = [:],
        permissions: PermissionSet = PermissionSet(),
        variables: [Variable] = [],
        inspections: [String: Inspection] = [:],
        recorded: SessionMetadata = .make(),
        uses: [PermissionUse] = [],
        audited: [AuditRecord]? = nil,
        failure: ClocheError? = nil,
        loadFailure: ClocheError? = nil,
        cells: [CellRecord] = [],
        timeline: Timeline = Timeline(),
        pickled: PickleReport = PickleReport(),
        shelf: Shelf = Shelf()
    ) {
        self.shelf = shelf
        installed = shelf.installed
        self.loadFailure = loadFailure
        self.pickled = pickled
        self.scripts = scripts
        self.permissions = permissions
        self.failure = failure
        self.recorded = recorded
        listed = variables
        used = uses
        self.audited = audited
        self.inspections = inspections
        self.timeline = timeline
        limits = Limits()
        metadata = .make(cells: cells, permissions: permissions)
    }

    nonisolated var interruptions: Int { interruptCount.withLock { $0 } }

    func start() async throws(ClocheError) {
        try check()
    }

    func execute(
        _ source: String,
        name: String?,
        display: Bool,
        timeout: Duration?,
        size: TerminalSize?,
        input: @escaping @Sendable (InputRequest) async -> String?,
        output: @escaping @Sendable (Output) -> Void
    ) async throws(ClocheError) -> ExecutionResult {
        try check()
        let script = scripts[source] ?? Script()
        for event in script.outputs { output(event) }
        if let request = script.request {
            let question = Task { await input(request) }
            self.question.withLock { $0 = question }
            let answer = await question.value
            output(.stream(.stdout, "answer: \(answer ?? "none")\n"))
        }
        var result = script.result
        result.cell = metadata.cells.count + 1
        let record = CellRecord(number: result.cell, source: source, status: result.status, duration: .zero)
        metadata.cells.append(record)
        metadata.cells[metadata.cells.count - 1].isUndone = undoneCells.contains(result.cell)
        return result
    }

    nonisolated func interrupt() {
        interruptCount.withLock { $0 += 1 }
        question.withLock { $0?.cancel() }
    }

    func setPermissions(_ permissions: PermissionSet, lasting: PermissionSet?) async throws(ClocheError) {
        try check()
        self.permissions = permissions
        lastingPermissions = lasting == permissions ? nil : lasting
    }

    func setLimits(_ limits: Limits) async throws(ClocheError) {
        try check()
        self.limits = limits
    }

    func variables() async throws(ClocheError) -> [Variable] {
        try check()
        return listed
    }

    /// Completes with the names of the variables.
    func complete(_ source: String, at cursor: Int) async throws(ClocheError) -> CompletionResult {
        try check()
        calls.append("complete \(source) at \(cursor)")
        let prefix = String(String.UnicodeScalarView(source.unicodeScalars.prefix(cursor)))
        let names = listed.filter { $0.name.hasPrefix(prefix) }
        return CompletionResult(
            replaced: cursor,
            candidates: names.map { CompletionCandidate(text: $0.name, type: $0.type) }
        )
    }

    func signature(of callable: String) async throws(ClocheError) -> CallSignature? {
        try check()
        return inspections[callable]?.signature
    }

    func inspect(_ name: String, source: Bool) async throws(ClocheError) -> Inspection? {
        try check()
        calls.append("inspect \(name)" + (source ? " with source" : ""))
        var inspection = inspections[name]
        if !source { inspection?.source = nil }
        return inspection
    }

    func save(to path: String, withPackages: Bool) async throws(ClocheError) -> SaveReport {
        try check()
        calls.append("save \(path)" + (withPackages ? " with packages" : ""))
        return SaveReport(path: path, size: 4_200_000, lost: [])
    }

    func restore(from path: String) async throws(ClocheError) -> SessionMetadata {
        try check()
        if let loadFailure { throw loadFailure }
        calls.append("restore \(path)")
        metadata.cells = recorded.cells
        return recorded
    }

    /// Runs the recorded cells as ``execute`` does.
    func savePickle(to path: String) async throws(ClocheError) -> PickleReport {
        try check()
        calls.append("pickle \(path)")
        return pickled
    }

    func restorePickle(from path: String) async throws(ClocheError) -> PickleReport {
        try check()
        if let loadFailure { throw loadFailure }
        calls.append("unpickle \(path)")
        return pickled
    }

    func rerun(
        from path: String,
        input: @escaping @Sendable (InputRequest) async -> String?,
        ended: @escaping @Sendable (RerunCell) -> Void
    ) async throws(ClocheError) -> RerunReport {
        calls.append("rerun \(path)")
        metadata.cells = []
        var report = RerunReport(recorded: recorded)
        for cell in recorded.cells {
            var again = RerunCell(recorded: cell, result: scripts[cell.source]?.result ?? .make())
            again.result.cell = cell.number
            ended(again)
            report.ran += 1
            report.same += again.isSame ? 1 : 0
            metadata.cells.append(cell)
        }
        return report
    }

    func reset() async throws(ClocheError) {
        try check()
        calls.append("reset")
        metadata.cells = []
    }

    var checkpoints: [CheckpointInfo] { timeline.checkpoints }
    var position: Int { timeline.position }
    var branch: String? { timeline.branch }

    var storedID: String? { timeline.storedID }

    func keep(checkpoints: Int, bytes: Int) async {
        calls.append("keep \(checkpoints) \(bytes)")
    }

    func settle() async {
        calls.append("settle")
    }

    func undo(_ count: Int) async throws(ClocheError) -> Travel { try travel("undo \(count)") }

    func redo(_ count: Int) async throws(ClocheError) -> Travel { try travel("redo \(count)") }

    func goTo(_ number: Int) async throws(ClocheError) -> Travel { try travel("goto \(number)") }

    func setBranch(_ name: String) async throws(ClocheError) -> Travel? {
        timeline.names.contains(name) ? nil : try travel("branch \(name)")
    }

    func difference(from: Int, to: Int) async throws(ClocheError) -> StateDifference {
        calls.append("difference \(from) \(to)")
        guard let difference = timeline.difference else { throw .impossible("compare") }
        return difference
    }

    func resume(_ id: String) async throws(ClocheError) -> ResumedSession {
        calls.append("resume \(id)")
        guard let resumed = timeline.resumed else { throw .impossible("resume \(id)") }
        metadata = resumed.metadata
        interrupted = resumed.interrupted?.number ?? 0
        return resumed
    }

    /// Marks a cell as undone when it is recorded.
    func markUndone(_ number: Int) { undoneCells.insert(number) }

    private func travel(_ call: String) throws(ClocheError) -> Travel {
        calls.append(call)
        guard let travel = timeline.travels[call] else { throw .impossible(call) }
        return travel
    }

    var uses: [PermissionUse] { used }

    func auditRecords(_ filter: AuditFilter) async throws(ClocheError) -> AuditReading? {
        try check()
        return audited.map { AuditReading($0.filter(filter.matches)) }
    }

    var packages: [InstalledPackage] { installed.sorted { $0.locked.name < $1.locked.name } }

    /// Installs what the shelf has.
    func install(
        _ request: InstallRequest,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> InstallReport {
        try check()
        let asked = request.requirements + request.files + request.wheels + (request.lock?.packages.map(\.name) ?? [])
        let flags = (request.isUpgrade ? " upgrade" : "") + (request.isOffline ? " offline" : "")
        calls.append("install \(asked.joined(separator: " "))\(flags)")
        for event in shelf.events { progress(event) }
        if let failure = shelf.failure { throw failure }
        var report = InstallReport()
        for name in asked {
            guard let brought = shelf.packages[name] else { throw .impossible("install \(name)") }
            let new = brought.filter { package in !installed.contains { $0.locked.name == package.locked.name } }
            report.installed += new
            if new.isEmpty { report.alreadyThere.append(name) }
            installed += new
        }
        return report
    }

    func uninstall(_ names: [String]) async throws(ClocheError) -> [InstalledPackage] {
        try check()
        calls.append("uninstall \(names.joined(separator: " "))")
        let gone = installed.filter { names.contains($0.locked.name) }
        guard gone.count == names.count else { throw .impossible("uninstall \(names.joined(separator: " "))") }
        installed.removeAll { names.contains($0.locked.name) }
        return gone
    }

    func missingModules(_ names: [String]) async throws(ClocheError) -> [String] {
        try check()
        calls.append("missing \(names.joined(separator: " "))")
        let here = Set(installed.flatMap(\.imports))
        return names.filter { shelf.missing.contains($0) && !here.contains($0) }
    }

    func close() async {}

    private func check() throws(ClocheError) {
        if let failure { throw failure }
    }
}

extension ClocheError {
    /// What a scripted session says that has no script for a call.
    static func impossible(_ call: String) -> ClocheError {
        ClocheError(code: .failed, message: "Cannot \(call): there is no such state")
    }
}
