/// One line of `cloche doctor`.
struct DoctorCheck: Sendable, Equatable {
    /// What was looked at.
    let name: String
    /// Whether it is as it should be.
    let isOK: Bool
    /// What was found, and what to do where it is not as it should be.
    let finding: String

    init(_ name: String, isOK: Bool, _ finding: String) {
        self.name = name
        self.isOK = isOK
        self.finding = finding
    }

    /// The line as it is printed.
    var line: String {
        let padding = String(repeating: " ", count: max(1, 12 - name.count))
        return "\(isOK ? "ok    " : "not ok")  \(name)\(padding)\(finding)"
    }
}
