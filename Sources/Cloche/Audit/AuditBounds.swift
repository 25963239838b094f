/// How much an audit log may take up on the disk.
public struct AuditBounds: Sendable, Equatable {
    /// The size in bytes at which a new file is begun, 8 MiB at first.
    public var fileBytes: Int
    /// How many files there are at most, the one that is written to among them; 4 at first.
    public var files: Int

    /// Makes bounds; a file has at least 4096 bytes, and there is at least one.
    public init(fileBytes: Int = 8 << 20, files: Int = 4) {
        self.fileBytes = max(4096, fileBytes)
        self.files = max(1, files)
    }
}
