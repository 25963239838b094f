/// Puts a checkpoint together from the chunks that a runner sends, all of them untrusted.
///
/// Parts come one after the other, and the chunks of each in order; the report that ends them has to name exactly what
/// came.
struct CheckpointCollector: Sendable {
    /// The most parts that a checkpoint may have.
    static let maximumParts = 100_000

    private struct Piece {
        var name: WirePart
        var bytes: [UInt8]
    }

    private var parts: [CheckpointPart] = []
    private var open: Piece?
    private var room: Int

    /// Makes a collector that takes at most so many bytes.
    init(maximumBytes: Int) {
        room = maximumBytes
    }

    /// Takes in one chunk.
    ///
    /// - Throws: ``ClocheError`` where it does not go on where the last one ended, or where it is too much.
    mutating func add(_ name: WirePart, offset: Int, bytes: [UInt8]) throws(ClocheError) {
        var part: Piece
        if let unfinished = open.take() { part = unfinished } else { part = try start(name) }
        guard part.name == name, part.bytes.count == offset, bytes.count <= name.length - offset else {
            throw Self.flaw("a chunk does not go on where the last one ended")
        }
        guard !bytes.isEmpty || name.length == 0 else { throw Self.flaw("a chunk is empty") }
        part.bytes += bytes
        if part.bytes.count == name.length {
            parts.append(CheckpointPart(name, PartContent(part.bytes)))
        } else {
            open = part
        }
    }

    /// The checkpoint that the report describes.
    ///
    /// - Parameters:
    ///   - report: What the runner sent after the chunks.
    ///   - base: The checkpoint before it, which an incremental one adds to.
    /// - Returns: The checkpoint.
    /// - Throws: ``ClocheError`` where the report and the chunks differ, or where an incremental one has no base.
    func finish(_ report: CheckpointReport, base: Checkpoint?) throws(ClocheError) -> Checkpoint {
        guard open == nil else { throw Self.flaw("a part is not complete") }
        let references = try matched(.references, report)
        let heap = try matched(.heap, report)
        guard let first = references.first, references.count == 1, !heap.isEmpty else {
            throw Self.flaw("it needs one references part and a heap part")
        }
        guard report.full || base != nil else { throw Self.flaw("it adds to a checkpoint that does not exist") }
        return Checkpoint(
            references: first,
            heap: report.full ? heap : (base?.heap ?? []) + heap,
            files: try files(report, base: base),
            heapBytes: report.heapBytes,
            variables: report.variables.sorted(),
            lost: report.lost
        )
    }

    /// The bytes of the one part that came, a pickle; nil where none came.
    ///
    /// - Throws: ``ClocheError`` where it is not complete, or is something else.
    func pickle() throws(ClocheError) -> [UInt8]? {
        guard open == nil, parts.count <= 1 else { throw Self.flaw("a pickle is not complete") }
        guard let part = parts.first else { return nil }
        guard part.name.kind == .file, part.name.id == PickleJob.pickleID else { throw Self.flaw("it is no pickle") }
        return try part.content.bytes()
    }

    private mutating func start(_ name: WirePart) throws(ClocheError) -> Piece {
        guard parts.count < Self.maximumParts else { throw Self.flaw("it has more than \(Self.maximumParts) parts") }
        guard name.length <= room else { throw Self.flaw("it is larger than the host takes") }
        room -= name.length
        var part = Piece(name: name, bytes: [])
        part.bytes.reserveCapacity(min(name.length, Frame.maximumBodyLength))
        return part
    }

    private func matched(_ kind: WirePart.Kind, _ report: CheckpointReport) throws(ClocheError) -> [CheckpointPart] {
        let named = report.parts.filter { $0.kind == kind }
        let came = parts.filter { $0.name.kind == kind }
        guard named.count == came.count else { throw Self.flaw("its parts are not those that came") }
        var result: [CheckpointPart] = []
        for (name, part) in zip(named, came) {
            guard name.id == part.name.id, name.length == part.name.length else {
                throw Self.flaw("its parts are not those that came")
            }
            result.append(CheckpointPart(name, part.content))
        }
        return result
    }

    private func files(_ report: CheckpointReport, base: Checkpoint?) throws(ClocheError) -> [CheckpointPart] {
        var held: [String: CheckpointPart] = [:]
        for file in report.full ? [] : base?.files ?? [] { held[file.name.id] = file }
        for file in parts where file.name.kind == .file { held[file.name.id] = file }
        var files: [String: CheckpointPart] = [:]
        for name in report.parts where name.kind == .file {
            guard let file = held[name.id], file.content.count == name.length else {
                throw Self.flaw("the content of a file is missing")
            }
            files[name.id] = CheckpointPart(name, file.content)
        }
        return files.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func flaw(_ reason: String) -> ClocheError {
        .wire("Cannot take over the checkpoint: \(reason)")
    }
}
