#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension SessionMetadata {
    /// The most packages that a session may have.
    static let maximumPackages = 4096

    private enum Field: String, CodingKey {
        case created, clocheVersion, pyodideVersion, pythonVersion, cells, variables, packages, permissions, limits
    }

    /// Reads metadata; where no packages are named there are none.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        self.init(
            created: try fields.decode(Date.self, forKey: .created),
            clocheVersion: try fields.decode(String.self, forKey: .clocheVersion),
            pyodideVersion: try fields.decode(String.self, forKey: .pyodideVersion),
            pythonVersion: try fields.decode(String.self, forKey: .pythonVersion),
            cells: try fields.decode([CellRecord].self, forKey: .cells),
            variables: try fields.decode([String].self, forKey: .variables),
            packages: try fields.decodeIfPresent([LockedPackage].self, forKey: .packages) ?? [],
            permissions: try fields.decode(PermissionSet.self, forKey: .permissions),
            limits: try fields.decode(Limits.self, forKey: .limits)
        )
        guard packages.areOneSession else {
            let problem = "the packages are too many, or one is named twice"
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
        }
    }

    /// Writes the metadata as an object; without packages none are named.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(created, forKey: .created)
        try fields.encode(clocheVersion, forKey: .clocheVersion)
        try fields.encode(pyodideVersion, forKey: .pyodideVersion)
        try fields.encode(pythonVersion, forKey: .pythonVersion)
        try fields.encode(cells, forKey: .cells)
        try fields.encode(variables, forKey: .variables)
        if !packages.isEmpty { try fields.encode(packages, forKey: .packages) }
        try fields.encode(permissions, forKey: .permissions)
        try fields.encode(limits, forKey: .limits)
    }
}

extension [LockedPackage] {
    /// True where these can be the packages of one session: not too many, and none twice.
    var areOneSession: Bool {
        count <= SessionMetadata.maximumPackages && Set(map(\.name)).count == count
            && Set(map(\.sha256)).count == count
    }
}
