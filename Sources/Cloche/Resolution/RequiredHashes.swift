/// The hashes that files with requirements give; as pip has it, one hash in a file means that every package needs one.
struct RequiredHashes: Sendable, Equatable {
    /// SHA-256 in hex digits by normalized names.
    private var byName: [String: Set<String>] = [:]

    /// True where a package without a hash is refused.
    private var isComplete = false

    /// Reads the lines of a file: `name==1.0 --hash=sha256:...`, which may go on after a backslash, and
    /// `--require-hashes`.
    mutating func read(_ text: String) {
        let joined = text.replacing("\r\n", with: "\n").replacing("\\\n", with: " ")
        for line in joined.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.first == "--require-hashes" { isComplete = true }
            let given = words.filter { $0.hasPrefix("--hash=") }.map { $0.dropFirst("--hash=".count) }
            guard !given.isEmpty else { continue }
            isComplete = true
            let requirement = line.firstRange(of: " --").map { line[..<$0.lowerBound] } ?? line
            guard let name = PackageName.ofRequirement(requirement) else { continue }
            let hashes = given.filter { $0.hasPrefix("sha256:") }.map { $0.dropFirst("sha256:".count).lowercased() }
            byName[name, default: []].formUnion(hashes)
        }
    }

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
