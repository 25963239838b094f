/// Where sessions are stored, and how much they may take up.
public struct JournalFolder: Sendable, Equatable {
    /// The folder, an absolute path; it is made with the first session, for its owner only.
    public var path: String

    /// How much all sessions may take up together, in bytes.
    public var maximumBytes: Int

    /// How many checkpoints one session keeps.
    public var maximumCheckpoints: Int

    /// Makes a folder of its parts.
    public init(path: String, maximumBytes: Int = 1 << 30, maximumCheckpoints: Int = 200) {
        self.path = path
        self.maximumBytes = maximumBytes
        self.maximumCheckpoints = maximumCheckpoints
    }

    /// Where the sessions of a user belong, by the XDG Base Directory Specification; nil without a home.
    public static func defaultPath(environment: [String: String]) -> String? {
        StateFolder.path("sessions", environment: environment)
    }

    /// A name for a session that begins now, such as `20261121-191203-k3x9`, in UTC.
    static func newID(at milliseconds: Int = AuditTime.now) -> String {
        let digits = AuditTime.text(milliseconds).filter(\.isNumber)
        let random = (0..<4).map { _ in String(Int.random(in: 0..<36), radix: 36) }.joined()
        return "\(digits.prefix(8))-\(digits.dropFirst(8).prefix(6))-\(random)"
    }

    /// The path of a session's journal.
    ///
    /// - Throws: ``ClocheError`` with the code `noSuchSession` where no session can have such a name.
    func journalPath(_ id: String) throws(ClocheError) -> String {
        let isName = (1...64).contains(id.utf8.count) && id.utf8.allSatisfy(Self.isNameByte)
        guard isName else { throw .noSuchSession(id) }
        return "\(path)/\(id)\(Self.suffix)"
    }

    /// The path of the copy of a session's journal that was damaged.
    func damagedPath(_ id: String) -> String { "\(path)/\(id)\(Self.damagedSuffix)" }

    static let suffix = ".journal"
    static let damagedSuffix = ".damaged"

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch UnicodeScalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "-": true
        default: false
        }
    }
}
