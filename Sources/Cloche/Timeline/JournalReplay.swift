#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Puts a session together from what its journal says, record by record.
struct JournalReplay: Sendable {
    /// The build that the memory belongs to; nil where the journal does not say.
    private(set) var build: BuildIdentity?

    /// When the session began, and the version of cloche that wrote it.
    private(set) var created = Date.thisSecond
    private(set) var clocheVersion = ""

    /// What the session could reach and use up.
    private(set) var permissions = PermissionSet()
    private(set) var limits = Limits()

    /// The packages that it had.
    private(set) var packages: [LockedPackage] = []

    /// What its cells showed, in order.
    private(set) var transcript: [CellTranscriptRecord] = []

    /// The number of the last part.
    private(set) var lastPart = 0

    private var running: StoredCell?
    private var parts: [Int: CheckpointPart] = [:]
    private var infos: [CheckpointInfo] = []
    private var checkpoints: [Int: Checkpoint] = [:]
    private var position = 0
    private var branches: [String: Int] = [:]
    private var lastBranch: String?

    /// Replays the records of a journal.
    init(_ entries: [JournalEntry], in journal: Journal) {
        for entry in entries { take(entry, journal) }
    }

    /// The cell that ran when the journal ended, or had just ended, without a checkpoint that covers it.
    var interrupted: StoredCell? { running }

    /// The tree of its checkpoints, at the one that the session was at; those whose parts are gone are passed over.
    var timeline: Timeline {
        var timeline = Timeline(taken: created)
        for info in infos {
            var info = info
            if let parent = info.parent, timeline.nodes[parent] == nil { info.parent = nil }
            timeline.insert(info, checkpoints[info.number])
        }
        for info in infos where info.number > 0 && checkpoints[info.number] == nil { timeline.remove(info.number) }
        if let oldest = infos.first, oldest.parent == nil, timeline.nodes[oldest.number]?.checkpoint != nil {
            timeline.begin(at: oldest.number)
        }
        let reachable = timeline.nodes[position] == nil ? timeline.nodes.keys.filter { $0 <= position }.max() : position
        timeline.move(to: reachable ?? timeline.position)
        for (name, number) in branches where timeline.nodes[number] != nil {
            timeline.insert(branch: name, at: number, isCurrent: name == lastBranch)
        }
        return timeline
    }

    /// The cells and their outcomes, as they stand for a session that is at the timeline's position.
    func cells(of timeline: Timeline) -> [CellRecord] {
        let here = timeline.cells(at: timeline.position)
        let kept = Set(timeline.nodes.values.flatMap(\.info.cells))
        let oldest = timeline.nodes.keys.min() ?? 0
        return transcript.map { record in
            var cell = record.cell
            cell.isUndone = kept.contains(cell.number) && !here.contains(cell.number)
            if !kept.contains(cell.number), cell.number > oldest { cell.isLost = true }
            return cell
        }
    }

    /// The branch that the next checkpoint goes on, as the timeline has it.
    private var currentBranch: String? { lastBranch.flatMap { branches[$0] == position ? $0 : nil } }

    private mutating func take(_ entry: JournalEntry, _ journal: Journal) {
        switch entry.record {
        case .session(let session):
            build = session.build
            created = session.created
            clocheVersion = session.clocheVersion
        case .begin(let cell, let source, _):
            running = StoredCell(number: cell, source: source)
        case .end(let entry):
            // One that ended by itself is done when a checkpoint covers it: until then its effects are not kept.
            if running?.number == entry.cell.number, entry.cell.isLost { running = nil }
            transcript.append(CellTranscriptRecord(entry))
        case .part(let number, let name):
            lastPart = max(lastPart, number)
            guard let place = entry.body else { return }
            parts[number] = CheckpointPart(
                name,
                PartContent(StoredPart(journal: journal, number: number, place: place))
            )
        case .checkpoint(let checkpoint): take(checkpoint)
        case .move(let number, _):
            running = nil
            position = number
            if currentBranch == nil { lastBranch = branches.filter { $0.value == number }.keys.min() }
        case .branch(let name, let number, let isCurrent):
            branches[name] = number
            if isCurrent { lastBranch = name }
        case .settings(let permissions, let limits):
            // Never while a cell runs: the one that ran when the session was cut off was offered when it was taken up.
            running = nil
            self.permissions = permissions
            self.limits = limits
        case .packages(let packages): self.packages = packages
        case .reset: forget()
        case .close: break
        }
    }

    private mutating func take(_ entry: CheckpointEntry) {
        if let running, entry.cells.contains(running.number) { self.running = nil }
        // One that was taken again stays before those that go on from it.
        if let index = infos.firstIndex(where: { $0.number == entry.number }) {
            infos[index] = CheckpointInfo(entry)
        } else {
            infos.append(CheckpointInfo(entry))
        }
        if let currentBranch, entry.parent == position { branches[currentBranch] = entry.number }
        position = entry.number
        let heap = entry.heap.compactMap { parts[$0] }
        let files = entry.files.compactMap { parts[$0] }
        guard let references = parts[entry.references], heap.count == entry.heap.count, !heap.isEmpty,
            files.count == entry.files.count
        else {
            checkpoints[entry.number] = nil
            return
        }
        checkpoints[entry.number] = Checkpoint(
            references: references,
            heap: heap,
            files: files,
            heapBytes: entry.heapBytes,
            variables: entry.variables,
            lost: entry.lost
        )
    }

    private mutating func forget() {
        running = nil
        packages = []
        transcript = []
        infos = []
        checkpoints = [:]
        branches = [:]
        lastBranch = nil
        position = 0
    }
}

extension CellTranscriptRecord {
    fileprivate init(_ entry: CellEntry) {
        self.init(
            cell: entry.cell,
            stdout: entry.stdout,
            stderr: entry.stderr,
            value: entry.value,
            error: entry.error
        )
    }
}

extension CheckpointInfo {
    fileprivate init(_ entry: CheckpointEntry) {
        self.init(
            number: entry.number,
            parent: entry.parent,
            cells: entry.cells,
            taken: entry.taken,
            bytes: entry.bytes,
            wentOut: entry.wentOut
        )
    }
}
