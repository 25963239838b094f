/// The versions that a requirement begins and ends with, as far as it says so.
struct VersionBounds: Sendable, Equatable {
    /// What it wants is this version or a higher one.
    var lower: String?
    /// What it wants is this version or a lower one.
    var upper: String?

    /// Reads a requirement by PEP 508, of which the first bound of each kind counts.
    init(requirement: String) {
        let head = requirement.prefix { $0 != ";" && $0 != "@" }.drop { !"<>=!~".contains($0) }
        for clause in head.filter({ $0 != " " && $0 != ")" }).split(separator: ",") {
            let operation = clause.prefix { "<>=!~".contains($0) }
            var version = String(clause.dropFirst(operation.count))
            if version.hasSuffix(".*") { version = String(version.dropLast(2)) }
            guard version.isPackageVersion else { continue }
            if ["==", "===", "~=", ">", ">="].contains(operation), lower == nil { lower = version }
            if ["==", "===", "~=", "<", "<="].contains(operation), upper == nil { upper = version }
        }
    }
}
