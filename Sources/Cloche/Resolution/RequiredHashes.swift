/// The hashes that files with requirements give; as pip has it, one hash in a file means that every package needs one.
struct RequiredHashes: Sendable, Equatable {
    /// SHA-256 in hex digits by normalized names.
    private var byName: [String: Set<String>] = [:]

    /// True where a package without a hash is refused.
    private var isComplete = false

    /// Takes the SHA-256, in hex digits, that a file gives for a package: none where it gives other hashes only.
    mutating func add(_ hashes: Set<String>, for name: String) {
        isComplete = true
        byName[name, default: []].formUnion(hashes)
    }

    /// Refuses every package without a hash from now on.
    mutating func requireAll() { isComplete = true }

    /// Holds packages against the hashes.
    ///
    /// - Throws: ``ClocheError`` with the code `packageInvalid`.
    func check(_ packages: [LockedPackage]) throws(ClocheError) {
        guard isComplete else { return }
        for package in packages where !package.isLibrary {
            let label = "'\(package.name)' \(package.version)"
            guard let hashes = byName[package.name] else {
                let reason = "the file with the requirements gives hashes, and no SHA-256 for this one"
                throw .install(.packageInvalid, label, reason)
            }
            guard hashes.contains(package.sha256) else {
                let reason = "the SHA-256 of its file, \(package.sha256), is none of those that the file gives"
                throw .install(.packageInvalid, label, reason)
            }
        }
    }
}
