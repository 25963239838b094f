#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension AuditRecord {
    /// Reads a line; nil for one that is no record.
    ///
    /// The file may have been changed by anybody who can write to it: what is read may be anything. Members of later
    /// versions are kept.
    package init?(line: some Collection<UInt8>) {
        guard line.count <= Self.longestLine else { return nil }
        guard let record = try? JSONDecoder().decode(AuditRecord.self, from: Data(line)) else { return nil }
        self = record
    }
}

extension AuditRecord: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private static let own: Set<String> = ["v", "time", "session", "n", "event", "seen", "cell"]

    /// Reads the members that every record has, and all others whose values can be kept.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Name.self)
        guard let time = AuditTime.parse(try fields.decode(String.self, forKey: Name("time"))) else {
            throw DecodingError.dataCorruptedError(forKey: Name("time"), in: fields, debugDescription: "not a time")
        }
        self.init(
            time: time,
            session: try fields.decode(String.self, forKey: Name("session")),
            number: try fields.decode(Int.self, forKey: Name("n")),
            event: try fields.decode(String.self, forKey: Name("event")),
            observer: try fields.decode(Observer.self, forKey: Name("seen")),
            cell: try fields.decodeIfPresent(Int.self, forKey: Name("cell"))
        )
        version = try fields.decode(Int.self, forKey: Name("v"))
        for name in fields.allKeys where !Self.own.contains(name.stringValue) {
            if let value = try? fields.decode(AuditValue.self, forKey: name) { members[name.stringValue] = value }
        }
    }
}
