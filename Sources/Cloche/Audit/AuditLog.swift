internal import Dispatch
internal import Synchronization

/// An append-only record of what sessions did, in a file of one JSON object a line.
///
/// Several sessions, and several programs, may write to one file. Events are written in the background, in order; one that
/// cannot be written is lost and told of once, and never keeps a cell from running.
public final class AuditLog: Sendable {
    /// How many records may wait for a disk that does not take them; later ones are lost.
    private static let maximumWaiting = 20_000

    private struct State {
        var waiting: [AuditRecord] = []
        var isWriting = false
        /// True once a record was lost because too many waited.
        var isFull = false
        var hasFailed = false
    }

    /// The file that is written to; older ones have `.1`, `.2` and so on behind their names.
    public let path: String

    let file: AuditFile
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "cloche.audit", qos: .utility)
    private let onFailure: @Sendable (String) -> Void

    /// Makes a log; the file and its folders are made with the first event, for their owner only.
    ///
    /// - Parameters:
    ///   - path: The file, an absolute path.
    ///   - bounds: How much it may take up.
    ///   - onFailure: Is told, once, why events cannot be written.
    public init(
        path: String,
        bounds: AuditBounds = AuditBounds(),
        onFailure: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.path = path
        file = AuditFile(path: path, bounds: bounds)
        self.onFailure = onFailure
    }

    /// Where the audit log of a user belongs, by the XDG Base Directory Specification; nil without a home.
    public static func defaultPath(environment: [String: String]) -> String? {
        StateFolder.path("audit.jsonl", environment: environment)
    }

    /// Returns when everything that was told has been written, or could not be.
    public func flush() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    /// Takes in a record; it is written soon.
    func add(_ record: AuditRecord) {
        let starts = state.withLock { state in
            guard state.waiting.count < Self.maximumWaiting else {
                state.isFull = true
                return false
            }
            state.waiting.append(record)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if starts { queue.async { self.write() } }
    }

    private func write() {
        while let records = next() {
            let failure = file.append(records.map(\.line)) ?? lossBehind
            if let failure, isFirstFailure { onFailure(failure) }
        }
    }

    private func next() -> [AuditRecord]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    private var lossBehind: String? {
        state.withLock(\.isFull) ? "Cannot write the audit log '\(path)': it is too slow, and events were lost" : nil
    }

    private var isFirstFailure: Bool {
        state.withLock { state in
            defer { state.hasFailed = true }
            return !state.hasFailed
        }
    }
}
