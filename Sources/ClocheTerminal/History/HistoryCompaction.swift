/// Makes the lines of a history file fewer: outcomes join their cells, of equal cells the newest stays, the oldest go.
enum HistoryCompaction {
    /// The lines to keep of all lines of a file, the newest within the bounds.
    ///
    /// A line that cannot be read, which a later version may have written, is kept as it is.
    static func compacted(_ bytes: [UInt8], to bounds: HistoryBounds) -> [UInt8] {
        bytes.withUnsafeBufferPointer { buffer in
            var kept: [[UInt8]] = []
            var size = 0
            var cells = Set<[UInt8]>()
            var outcomes: [HistoryRun: String] = [:]
            for line in buffer.split(separator: UInt8(ascii: "\n")).reversed() {
                var line = Array(line)
                switch line.withUnsafeBufferPointer(HistoryLine.decode) {
                case .outcome(let run, let outcome):
                    if outcomes[run] == nil { outcomes[run] = outcome }
                    continue
                case .cell(var entry):
                    guard cells.insert(Array(entry.cell.utf8)).inserted else { continue }
                    if let outcome = entry.run.flatMap({ outcomes[$0] }) { entry.outcome = outcome }
                    line = HistoryLine.encode(.cell(entry))
                case nil: guard line.count <= bounds.largestCell else { continue }
                }
                size += line.count + 1
                guard kept.isEmpty || (kept.count < bounds.cells && size <= bounds.bytes / 2) else { break }
                kept.append(line + [UInt8(ascii: "\n")])
            }
            return Array(kept.reversed().joined())
        }
    }
}
