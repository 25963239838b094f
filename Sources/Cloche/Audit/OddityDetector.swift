/// Notices what a cell of ordinary code does not do; what it goes by is what the sandbox reports.
///
/// Three things are odd: a cell that is refused many different things, one that writes in many folders that were there
/// before and the session never wrote in, and the first write into a granted place that was left alone while other cells
/// wrote elsewhere. Each is told once in a cell.
struct OddityDetector: Sendable, Equatable {
    /// How many different refusals in a cell are odd.
    static let refusals = 10
    /// How many folders that are new to the session are odd in a cell.
    static let newFolders = 10
    /// How many cells have to have written elsewhere before the first write into a granted place is odd.
    static let settledCells = 5
    /// How many folders are remembered; a session that wrote in more is not watched for new ones any more.
    static let maximumFolders = 10_000

    /// A place that may be written.
    private struct Place: Sendable, Equatable {
        var isUsed = false
        /// How many cells wrote elsewhere before the first write.
        var cellsElsewhere = 0
    }

    private var cell = 0
    /// What the cell was refused.
    private var refused: Set<Permission> = []
    /// The folders the cell wrote in that the session had not.
    private var fresh: Set<String> = []
    /// Whether the cell wrote at all.
    private var hasWritten = false
    /// Folders that cells wrote in, and whatever they wrote, which may be folders that they made.
    private var known: Set<String> = []
    /// What is granted, by its path.
    private var places: [String: Place] = [:]

    /// Takes in what may be written from now on.
    mutating func allow(_ permissions: PermissionSet) {
        let granted: [String]
        switch permissions.granted(.write) {
        case .none: granted = []
        case .all: granted = ["/"]
        case .items(let items): granted = items
        }
        let old = places
        // Paths that differ in the spelling of a character are different ones, and equal strings.
        places = Dictionary(granted.map { ($0, old[$0] ?? Place()) }) { $1 }
    }

    /// Takes in a refusal.
    ///
    /// - Returns: What is odd about it, as one tells a user.
    mutating func refuse(_ permission: Permission, cell: Int) -> String? {
        begin(cell)
        guard refused.count < Self.refusals, refused.insert(permission).inserted else { return nil }
        guard refused.count == Self.refusals else { return nil }
        let counts = PermissionKind.allCases.compactMap { kind in
            let count = refused.count { $0.kind == kind }
            return count > 0 ? "\(count) of \(kind.rawValue)" : nil
        }
        return "cell \(cell) was refused \(Self.refusals) different things: \(counts.joined(separator: ", "))"
    }

    /// Takes in a use; only those of `write` count.
    ///
    /// - Returns: What is odd about it, as one tells a user.
    mutating func use(_ permission: Permission, cell: Int) -> String? {
        guard permission.kind == .write, let path = permission.item else { return nil }
        begin(cell)
        hasWritten = true
        let places = firstWrite(to: path)
        let folders = newFolder(of: path)
        return places ?? folders
    }

    private mutating func begin(_ next: Int) {
        guard next != cell else { return }
        if hasWritten { settle() }
        cell = next
        refused = []
        fresh = []
        hasWritten = false
    }

    /// Takes in that a cell that wrote has ended.
    private mutating func settle() {
        places = places.mapValues { Place(isUsed: $0.isUsed, cellsElsewhere: $0.cellsElsewhere + 1) }
    }

    private mutating func firstWrite(to path: String) -> String? {
        let covering = places.keys.filter { HostPath.contains($0, path) }
        guard let path = covering.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        guard let place = places[path] else { return nil }
        places[path]?.isUsed = true
        guard !place.isUsed, place.cellsElsewhere >= Self.settledCells else { return nil }
        let others = "after \(place.cellsElsewhere) cells that wrote elsewhere"
        return "cell \(cell) writes into '\(path)' for the first time, \(others)"
    }

    private mutating func newFolder(of path: String) -> String? {
        let folder = HostPath.parent(path)
        guard known.count < Self.maximumFolders else { return nil }
        known.insert(path)
        guard known.insert(folder).inserted, fresh.count < Self.newFolders else { return nil }
        fresh.insert(folder)
        guard fresh.count == Self.newFolders else { return nil }
        return "cell \(cell) has written in \(Self.newFolders) folders that no cell wrote in before"
    }
}
