extension PackageSource {
    private enum Kind: String, Codable { case index, distribution, file }

    private enum Field: String, CodingKey { case kind, place }

    /// The longest URL or path, in bytes.
    private static let maximumPlaceLength = 4096

    /// Reads a source: an object with its `kind` and its `place`.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        let place = try fields.decode(String.self, forKey: .place)
        guard place.utf8.count <= Self.maximumPlaceLength, place.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw DecodingError.flaw("the place of a package is malformed", decoder)
        }
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .index: self = .index(place)
        case .distribution: self = .distribution(place)
        case .file: self = .file(place)
        }
    }

    /// Writes the source as an object with its `kind` and its `place`.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        switch self {
        case .index(let place):
            try fields.encode(Kind.index, forKey: .kind)
            try fields.encode(place, forKey: .place)
        case .distribution(let place):
            try fields.encode(Kind.distribution, forKey: .kind)
            try fields.encode(place, forKey: .place)
        case .file(let place):
            try fields.encode(Kind.file, forKey: .kind)
            try fields.encode(place, forKey: .place)
        }
    }
}

extension LockedPackage {
    private enum Field: String, CodingKey {
        case name, version, file, sha256, source, bytes, isLibrary = "library", isRequested = "requested"
    }

    /// Reads a package, and refuses what cannot be one: it may come from anyone.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        self.init(
            name: try fields.decode(String.self, forKey: .name),
            version: try fields.decode(String.self, forKey: .version),
            file: try fields.decode(String.self, forKey: .file),
            sha256: try fields.decode(String.self, forKey: .sha256),
            source: try fields.decode(PackageSource.self, forKey: .source),
            bytes: try fields.decodeIfPresent(Int.self, forKey: .bytes),
            isLibrary: try fields.decodeIfPresent(Bool.self, forKey: .isLibrary) ?? false,
            isRequested: try fields.decodeIfPresent(Bool.self, forKey: .isRequested) ?? false
        )
        guard isPlausible else { throw DecodingError.flaw("a package is malformed", decoder) }
    }

    /// Writes the package as an object; what is false or not known is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(name, forKey: .name)
        try fields.encode(version, forKey: .version)
        try fields.encode(file, forKey: .file)
        try fields.encode(sha256, forKey: .sha256)
        try fields.encode(source, forKey: .source)
        try fields.encodeIfPresent(bytes, forKey: .bytes)
        if isLibrary { try fields.encode(true, forKey: .isLibrary) }
        if isRequested { try fields.encode(true, forKey: .isRequested) }
    }

    /// True where the name, the version, the name of the file and the hash are such.
    var isPlausible: Bool {
        let isName = !name.isEmpty && name.utf8.count <= 128 && name.utf8.allSatisfy(\.isOfPackageName)
        let isVersion = !version.isEmpty && version.utf8.count <= 128 && version.utf8.allSatisfy(\.isOfFileName)
        let isFile = !file.isEmpty && file.utf8.count <= 255 && file.utf8.allSatisfy(\.isOfFileName)
        let isHash = sha256.utf8.count == 64 && sha256.utf8.allSatisfy(\.isLowerHexDigit)
        return isName && isVersion && isFile && !file.hasPrefix(".") && isHash && bytes ?? 0 >= 0
    }
}

extension UInt8 {
    fileprivate var isLowerHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }

    /// Lowercase letters, digits and hyphens.
    fileprivate var isOfPackageName: Bool {
        (0x30...0x39).contains(self) || (0x61...0x7a).contains(self) || self == UInt8(ascii: "-")
    }

    /// Visible ASCII characters but for the slash and the backslash.
    fileprivate var isOfFileName: Bool {
        (0x21...0x7e).contains(self) && self != UInt8(ascii: "/") && self != UInt8(ascii: "\\")
    }
}

extension DecodingError {
    fileprivate static func flaw(_ problem: String, _ decoder: any Decoder) -> DecodingError {
        dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: problem))
    }
}
