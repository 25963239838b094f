package import Cloche

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What `cloche info --json` prints: one JSON object on one line.
package enum SessionFileJSON {
    private struct Refusal: Encodable {
        var obstacles: [String]
        var loadable = false
    }

    /// What a file says about itself.
    package static func text(_ info: SessionFileInfo) -> String { encoded(info) }

    /// Why a file says nothing about itself.
    package static func text(_ error: ClocheError) -> String { encoded(Refusal(obstacles: [error.message])) }

    private static func encoded(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        // All of it came from JSON.
        let json = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return JSONText.plain(String(decoding: json, as: UTF8.self))
    }
}
