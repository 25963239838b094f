#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What the installer tells, one line of JSON each; nothing of it is believed that the host can check.
enum InstallerEvent: Equatable {
    case received(sha256: String, bytes: Int)
    case packing(sha256: String)
    case failed(code: ClocheError.Code, reason: String)
    case done

    private struct Line: Decodable {
        var event: String
        var sha256: String?
        var received: Int?
        var code: String?
        var reason: String?
    }

    /// The longest line, in bytes.
    static let maximumLength = 64 << 10

    /// Reads a line; nil where it is none of the installer's.
    init?(_ line: some Collection<UInt8>) {
        guard line.count <= Self.maximumLength else { return nil }
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)) else { return nil }
        switch (line.event, line.sha256, line.received) {
        case ("received", .some(let sha256), .some(let bytes)) where sha256.isSHA256 && bytes >= 0:
            self = .received(sha256: sha256, bytes: bytes)
        case ("packing", .some(let sha256), _) where sha256.isSHA256:
            self = .packing(sha256: sha256)
        case ("failed", _, _):
            let isInvalid = line.code == ClocheError.Code.packageInvalid.description
            self = .failed(code: isInvalid ? .packageInvalid : .installFailed, reason: Self.shown(line.reason ?? ""))
        case ("done", _, _):
            self = .done
        default:
            return nil
        }
    }

    /// A reason that may have names of a hostile archive in it: printable characters, on one line, not too many.
    private static func shown(_ reason: String) -> String {
        let printable = reason.unicodeScalars.filter { PermissionItem.commonFlaw(String($0)) == nil || $0 == "," }
        let text = String(String.UnicodeScalarView(printable.prefix(500)))
        return text.isEmpty ? "the installer gave no reason" : text
    }
}
