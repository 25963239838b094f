/// What a runner is told of a package: which pack of the site folder it is, and what lies where in it.
struct PackagePart: Equatable, Sendable {
    /// The SHA-256 of the package's archive in 64 hexadecimal digits; its pack is `<sha256>.pack` in the site folder.
    var sha256: String

    /// The pack's `index.json`, at most 16 MiB.
    var index: [UInt8]

    /// The part as it is sent.
    var part: CheckpointPart { CheckpointPart(.package, id: sha256, bytes: index) }
}
