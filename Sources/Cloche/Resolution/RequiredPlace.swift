#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where a requirement says that its wheel is.
struct RequiredPlace: Sendable, Equatable {
    /// The URL as uv takes it; that of a file for a path.
    let url: String

    /// The normalized name of the package, by the name of the wheel.
    let name: String

    /// Reads a URL, or a path that starts in a folder; what is no wheel, or one for another platform, is refused.
    init(_ text: String, in folder: String) throws(RequestedPackages.Flaw) {
        let path = text.hasPrefix("file://") ? text.dropFirst(7) : text.hasPrefix("file:") ? text.dropFirst(5) : nil
        let isRemote = path == nil && text.contains("://")
        let whole = text.prefix { $0 != "#" && $0 != "?" }
        let last = (isRemote ? whole : path ?? text[...]).split(separator: "/").last.map(String.init) ?? ""
        let file = isRemote || path != nil ? last.percentDecoded : last
        guard file.hasSuffix(".whl") else {
            throw RequestedPackages.Flaw(reason: "'\(text)' is no wheel, and nothing is built from source here")
        }
        guard let parts = PackageName.ofWheel(file) else {
            let reason = "'\(file)' is no name of a wheel, such as 'six-1.17.0-py3-none-any.whl'"
            throw RequestedPackages.Flaw(reason: reason)
        }
        let full = HostPath.normalized(path.map { String($0).percentDecoded } ?? text, in: folder)
        guard isRemote || access(full, R_OK) == 0 else {
            throw RequestedPackages.Flaw(reason: "'\(full)' cannot be read: \(SystemError.last.reason)")
        }
        guard WheelTag.rank(of: file) != nil else {
            let tag = file.dropLast(4).split(separator: "-").suffix(3).joined(separator: "-")
            let reason =
                "its tag '\(tag)' does not run here; wheels for Python 3.14 on \(InterpreterShim.platformTag) do, and"
                + " those with 'py3-none-any'"
            throw RequestedPackages.Flaw(reason: reason, code: .packageNotFound)
        }
        url = isRemote ? text : full.fileURL
        name = parts.name
    }

    /// Whether a line of a file, without its marker, is a place and no requirement by PEP 508.
    static func isPlace(_ text: String) -> Bool {
        text.contains("/") || text.hasPrefix(".") || text.hasSuffix(".whl")
    }

    /// The parts of a requirement `name[extra] @ place ; marker`, the marker with its semicolon; nil without a place.
    static func split(_ requirement: String) -> (head: String, place: String, marker: String)? {
        guard let match = requirement.wholeMatch(of: /([^@;<>=!~]*?)[ \t]*@[ \t]*(.*)/) else { return nil }
        let (place, marker) = withoutMarker(String(match.2))
        return (String(match.1), place, marker)
    }

    /// A place, and the marker behind it: by PEP 508, a space stands before its semicolon.
    static func withoutMarker(_ text: String) -> (place: String, marker: String) {
        guard let range = text.firstRange(of: /[ \t]+;/) else { return (text, "") }
        return (String(text[..<range.lowerBound]), " ;" + text[range.upperBound...])
    }
}
