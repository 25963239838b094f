/// What can be told from pip's log where it failed.
struct PipReport: Sendable, Equatable {
    /// Why, in one clause.
    let reason: String

    /// The normalized name of the package whose file has another hash; nil where something else was in the way.
    let package: String?

    /// Reads pip's standard error; paths in the folder in which it worked are told without that.
    init(_ log: String, folder: String) {
        let lines = log.replacing(folder + "/", with: "").split(whereSeparator: \.isNewline).map(Self.printable)
        package = lines.firstIndex { $0.hasPrefix("Expected sha256 ") }.flatMap { index in
            index > 0 ? PackageName.ofRequirement(lines[index - 1]) : nil
        }
        reason = Self.reason(log, lines)
    }

    private static func reason(_ log: String, _ lines: [String]) -> String {
        if log.contains("No module named pip") {
            return "python3 has no pip; install it (on Debian: apt-get install python3-pip)"
        }
        if log.contains("DO NOT MATCH THE HASHES") { return mismatch(lines) }
        if log.contains("No space left") || log.contains("Disk quota exceeded") {
            return "there is no space left in the cache's folder"
        }
        let said = telling(lines)
        let detail = said.isEmpty ? "" : " (pip said: \(said.count > 200 ? said.prefix(200) + "…" : said))"
        return "there is no network, or the package index does not answer\(detail)"
    }

    private static func mismatch(_ lines: [String]) -> String {
        let hashes = ["Expected sha256 ", "Got "].map { start in
            lines.first { $0.hasPrefix(start) }.flatMap { $0.split(separator: " ").last.map(String.init) }
        }
        guard let expected = hashes[0], let found = hashes[1] else {
            return "the file that pip got has another SHA-256 than the pinned one"
        }
        return "its file has the SHA-256 \(found), but \(expected) is pinned"
    }

    /// The line that tells what was wrong: of an exception the last one, from its innermost cause on.
    private static func telling(_ lines: [String]) -> String {
        guard lines.contains("ERROR: Exception:"), let last = lines.last else {
            return lines.last { $0.hasPrefix("ERROR:") } ?? ""
        }
        let cause = last.ranges(of: "Caused by ").last.map { last[$0.upperBound...].dropLast() } ?? last[...]
        // `pip._vendor.x.Error: ...` and `Error('<pip._vendor.x.Connection object at 0x7f20>: ...')`
        return String(cause.replacing(/^(\w+\.)+/, with: "").replacing(/<[^>]* object at [^>]*>:? ?/, with: ""))
    }

    private static func printable(_ line: Substring) -> String {
        let scalars = line.unicodeScalars.filter { (32..<127).contains($0.value) }
        return String(String(String.UnicodeScalarView(scalars)).drop { $0 == " " })
    }
}
