#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What is known about a session beside its pickle: the `session_metadata` of langchain-sandbox.
public struct PickleMetadata: Sendable, Equatable {
    /// When the session began; nil where that is not told.
    public var created: Date?

    /// When it was saved; nil where that is not told.
    public var lastModified: Date?

    /// The packages of the index that the session needs.
    public var packages: [String]

    /// Makes metadata of its parts.
    public init(created: Date? = nil, lastModified: Date? = nil, packages: [String] = []) {
        self.created = created
        self.lastModified = lastModified
        self.packages = packages
    }

    static let maximumBytes = 1 << 20
    private static let maximumPackages = 1000
    private static let maximumNameLength = 200
}

extension PickleMetadata: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case created, lastModified, packages }

    /// Reads what is there; the times are text in ISO 8601, and others are passed over.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        created = try fields.decodeIfPresent(String.self, forKey: .created).flatMap(Self.date)
        lastModified = try fields.decodeIfPresent(String.self, forKey: .lastModified).flatMap(Self.date)
        packages = try fields.decodeIfPresent([String].self, forKey: .packages) ?? []
        let isKnown = CodingKeys.allCases.contains { fields.contains($0) }
        let isBounded =
            packages.count <= Self.maximumPackages
            && packages.allSatisfy { !$0.isEmpty && $0.utf8.count <= Self.maximumNameLength }
        guard isKnown, isBounded else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "it is no session metadata"))
        }
    }

    /// Writes all three fields, with milliseconds, as JavaScript does.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(created.map(Self.text), forKey: .created)
        try fields.encode(lastModified.map(Self.text), forKey: .lastModified)
        try fields.encode(packages, forKey: .packages)
    }

    /// Reads metadata that may be anything.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidSessionPickle`.
    init(parsing data: Data) throws(ClocheError) {
        guard data.count <= Self.maximumBytes, let metadata = try? JSONDecoder().decode(Self.self, from: data) else {
            throw .invalidSessionPickle(
                "its session_metadata is not an object with 'created', 'lastModified' and 'packages'"
            )
        }
        self = metadata
    }

    /// The JSON that stands in the file beside a pickle.
    ///
    /// - Throws: ``ClocheError`` with the code `notSaved`.
    func encoded() throws(ClocheError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw .cannotSave("its metadata cannot be written: \(error)")
        }
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func date(_ text: String) -> Date? {
        guard text.utf8.count <= 64 else { return nil }
        return (try? withFraction.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    }

    private static func text(_ date: Date) -> String { withFraction.format(date) }
}
