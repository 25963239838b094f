#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Session {
    /// Writes down that a cell is about to run; the first one makes the journal.
    func begin(_ request: CellRequest) {
        guard isStateful, let folder = options.journal else { return }
        if keeper == nil {
            keeper = JournalKeeper(in: folder, opening)
            tellWhole()
        }
        let source = mask.masked(request.source)
        keeper?.tell(.begin(cell: request.cell, source: source, started: Date()))
    }

    /// Writes down how a cell ended and what it showed, as far as that is kept.
    func end(_ cell: CellRecord, _ result: ExecutionResult) {
        guard let keeper else { return }
        let entry = CellEntry(
            cell: cell,
            stdout: result.stdout.ending,
            stderr: result.stderr.ending,
            value: result.value?.ending,
            error: result.error?.traceback.ending,
            used: result.used
        )
        keeper.tell(.end(entry))
    }

    /// Writes down what the session may reach and use up now.
    func tellSettings() {
        keeper?.tell(.settings(permissions, limits))
    }

    /// Begins the journal anew, now that the session's state is another one.
    func restartJournal() {
        guard let keeper else { return }
        keeper.tell(.reset)
        tellWhole()
    }

    /// Writes down all that there is.
    private func tellWhole() {
        tellSettings()
        if !metadata.packages.isEmpty { keeper?.tell(.packages(metadata.packages)) }
        for cell in metadata.cells { keeper?.tell(.end(CellEntry(cell: cell))) }
        for info in timeline.infos { if let node = timeline.nodes[info.number] { keeper?.keep(node) } }
    }

    private var opening: SessionEntry {
        SessionEntry(
            id: JournalFolder.newID(),
            created: metadata.created,
            build: .current,
            workingDirectory: options.workingDirectory,
            arguments: options.arguments
        )
    }
}

extension String {
    /// As much of the end as a transcript keeps.
    fileprivate var ending: String {
        guard utf8.count > CellTranscriptRecord.longestText else { return self }
        return "…" + String(decoding: utf8.suffix(CellTranscriptRecord.longestText), as: UTF8.self)
    }
}
