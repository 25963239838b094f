package import Cloche

/// A set of permissions under a name, which a session can begin with.
package struct Profile: Sendable, Equatable {
    /// One grant of a profile.
    struct Grant: Sendable, Equatable {
        /// What is granted.
        let kind: PermissionKind
        /// The items; empty for the whole kind.
        let items: [String]
        /// Whether an item that does not exist is left out instead of being an error.
        let isOptional: Bool

        init(_ kind: PermissionKind, _ items: [String] = [], isOptional: Bool = false) {
            self.kind = kind
            self.items = items
            self.isOptional = isOptional
        }
    }

    /// What it is called.
    package let name: String
    /// What it grants, in a few words.
    package let summary: String
    /// What it grants.
    let grants: [Grant]

    /// Grants nothing.
    package static let strict = Profile(name: "strict", summary: "nothing is granted", grants: [])

    /// The profiles that cloche brings, in the order in which they grant more.
    package static let builtIn: [Profile] = [
        strict,
        Profile(
            name: "net",
            summary: "the public network, reading the working directory, writing ./output where it exists",
            grants: [Grant(.net), Grant(.read, ["."]), Grant(.write, ["output"], isOptional: true)]
        ),
        Profile(name: "dev", summary: "everything of every kind", grants: PermissionKind.allCases.map { Grant($0) }),
    ]

    /// Finds a profile.
    package static func named(_ name: String) -> Profile? {
        builtIn.first { $0.name == name }
    }

    /// The permissions, with relative paths in the working directory.
    ///
    /// - Throws: `ClocheError` where something cannot be granted.
    package func permissions() throws(ClocheError) -> PermissionSet {
        var set = PermissionSet()
        for grant in grants {
            do throws(ClocheError) {
                try set.allow(grant.kind, grant.items)
            } catch {
                guard grant.isOptional else { throw error }
            }
        }
        return set
    }
}
