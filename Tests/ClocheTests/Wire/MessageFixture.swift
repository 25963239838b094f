import Foundation
import Testing

@testable import Cloche

/// A message as both sides' tests read it: the header's JSON and the body.
struct MessageFixture: Sendable, CustomTestStringConvertible {
    /// The key that every runner fixture carries.
    static let key = "00112233445566778899aabbccddeeff"

    var name: String
    var frame: Frame

    var testDescription: String { name }

    /// All fixtures of a side, `host` or `runner`, in the order of their names.
    static func all(_ side: String) throws -> [MessageFixture] {
        let folder = URL(filePath: #filePath).appending(path: "../../../../runner/testdata/messages").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(side + "-") }
        return try names.sorted().map { try MessageFixture(folder.appending(path: $0)) }
    }

    private init(_ file: URL) throws {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        let header = try JSONSerialization.data(withJSONObject: object["header"] ?? [:])
        let body = Data(base64Encoded: object["body"] as? String ?? "") ?? Data()
        name = file.deletingPathExtension().lastPathComponent
        frame = Frame(header: [UInt8](header), body: [UInt8](body))
    }
}

/// Whether two texts hold the same JSON.
func isSameJSON(_ left: [UInt8], _ right: [UInt8]) throws -> Bool {
    let options = JSONSerialization.ReadingOptions.fragmentsAllowed
    let values = try [left, right].map { try JSONSerialization.jsonObject(with: Data($0), options: options) }
    return (values[0] as? NSObject) == (values[1] as? NSObject)
}
