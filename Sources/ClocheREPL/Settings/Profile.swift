package import Cloche

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A set of permissions and limits under a name, which a session can begin with or change to.
package struct Profile: Sendable, Equatable {
    /// One grant or denial of a profile.
    package struct Grant: Sendable, Equatable {
        /// What it is about.
        let kind: PermissionKind
        /// The items; empty for the whole kind.
        let items: [String]
        /// Whether the items are folders that are made where they are missing.
        let makesFolders: Bool

        package init(_ kind: PermissionKind, _ items: [String] = [], makesFolders: Bool = false) {
            self.kind = kind
            self.items = items
            self.makesFolders = makesFolders
        }
    }

    /// What it is called.
    package let name: String
    /// What it grants, in a few words; nil where the grants say it.
    private let about: String?
    /// What it grants.
    package var grants: [Grant] = []
    /// The variables that it grants and whose values are masked.
    package var secrets: [String] = []
    /// What it excepts from its grants.
    package var denials: [Grant] = []
    /// The limits, as settings; the others are as they are without a profile.
    package var limits: [SettingAssignment] = []

    /// Makes a profile.
    package init(name: String, about: String? = nil, grants: [Grant] = [], limits: [SettingAssignment] = []) {
        self.name = name
        self.about = about
        self.grants = grants
        self.limits = limits
    }

    /// Makes a profile that begins with what another one has.
    package init(name: String, extending base: Profile) {
        self = Profile(name: name, grants: base.grants, limits: base.limits)
        secrets = base.secrets
        denials = base.denials
    }

    /// Grants nothing, and leaves the limits as they are.
    package static let none = Profile(name: "none", about: "nothing; the usual limits")

    /// The profiles that cloche brings, in the order in which they grant more.
    package static let builtIn: [Profile] = [
        none,
        Profile(name: "strict", about: "nothing", limits: limits(seconds: 30, memory: 64)),
        Profile(
            name: "net",
            about: "the public network, reading the working directory, writing ./output, which is made",
            grants: [Grant(.net), Grant(.read, ["."]), Grant(.write, ["output"], makesFolders: true)],
            limits: limits(seconds: 60, memory: 128)
        ),
        Profile(
            name: "dev",
            about: "everything of every kind",
            grants: PermissionKind.allCases.map { Grant($0) },
            limits: limits(seconds: 120, memory: 256)
        ),
    ]

    private static func limits(seconds: Int, memory: Int) -> [SettingAssignment] {
        [SettingAssignment("timeout", "\(seconds)"), memoryLimit(memory)]
    }

    /// The memory limit of a profile, which is given in MiB over what a fresh Python takes.
    package static func memoryLimit(_ mebibytes: Int) -> SettingAssignment {
        SettingAssignment("memory", "\(mebibytes + Limits.baselineMemory / 1_048_576)")
    }

    /// What it grants, in a few words.
    package var summary: String {
        if let about { return about }
        let granted = grants.map(Self.words) + (secrets.isEmpty ? [] : ["secret " + secrets.joined(separator: " ")])
        let excepted = denials.isEmpty ? "" : "; but not " + denials.map(Self.words).joined(separator: ", ")
        return (granted.isEmpty ? "nothing" : granted.joined(separator: ", ")) + excepted
    }

    private static func words(_ grant: Grant) -> String {
        ([grant.kind.rawValue] + (grant.items.isEmpty ? ["all"] : grant.items)).joined(separator: " ")
    }

    /// The permissions, with relative paths in the working directory.
    ///
    /// - Parameter notes: Gets what was made on the disk.
    /// - Returns: The set.
    /// - Throws: `ClocheError` where something cannot be granted.
    package func permissions(notes: inout [String]) throws(ClocheError) -> PermissionSet {
        var set = PermissionSet()
        for grant in grants {
            for item in grant.items where grant.makesFolders {
                guard try Self.makeFolder(item, for: grant.kind) else { continue }
                notes.append("made the folder '\(item)', which '\(name)' grants")
            }
            try set.allow(grant.kind, grant.items)
        }
        if !secrets.isEmpty { try set.allowSecrets(secrets) }
        for denial in denials { try set.deny(denial.kind, denial.items) }
        return set
    }

    /// Makes a folder; false where there is one already, or where it cannot be made.
    ///
    /// - Throws: `ClocheError` where something else has the name. A link that came with the working directory would turn
    ///   the grant of a folder in it into one of wherever the link leads.
    private static func makeFolder(_ path: String, for kind: PermissionKind) throws(ClocheError) -> Bool {
        guard mkdir(path, 0o777) != 0 else { return true }
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return false
        case S_IFLNK: throw .invalidPermission("allow", kind, path, "it is a link, to \(target(of: path))")
        default: throw .invalidPermission("allow", kind, path, "it is not a folder")
        }
    }

    private static func target(of link: String) -> String {
        guard let real = realpath(link, nil) else { return "nothing" }
        defer { free(real) }
        return "'\(PlainText.oneLine(String(cString: real)))'"
    }
}
