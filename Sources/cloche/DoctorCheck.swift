/// One line of `cloche doctor`.
struct DoctorCheck: Sendable, Equatable {
    /// What was looked at.
    let name: String
    /// Whether it is as it should be.
    let isOK: Bool
    /// True for a wall, which holds or does not.
    var isWall = false
    /// What was found, and what to do where it is not as it should be.
    let finding: String

    init(_ name: String, isOK: Bool, _ finding: String) {
        self.name = name
        self.isOK = isOK
        self.finding = finding
    }

    /// The line as it is printed.
    var line: String {
        let status = isWall ? (isOK ? "holds" : "does not hold") : (isOK ? "ok" : "not ok")
        return Self.column(status, 15) + Self.column(name, 13) + finding
    }

    private static func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
