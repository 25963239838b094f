/// A requirement by PEP 508 that was looked at.
struct Requirement: Sendable, Equatable {
    /// The requirement as uv takes it: a path in it is the URL of a file.
    let line: String

    /// The normalized name of the package.
    let name: String

    /// Whether it says where its file is.
    let hasPlace: Bool

    /// Reads a requirement; a path in it starts in a folder.
    init(_ text: String, in folder: String) throws(RequestedPackages.Flaw) {
        let isPlain = text.utf8.count <= 4096 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        guard isPlain, let name = PackageName.ofRequirement(text) else {
            throw RequestedPackages.Flaw(reason: "it is no requirement such as 'numpy', 'httpx[http2]' or 'rich>=14'")
        }
        self.name = name
        guard let (head, place, marker) = RequiredPlace.split(text) else {
            (line, hasPlace) = (text, false)
            return
        }
        (line, hasPlace) = ("\(head) @ \(try RequiredPlace(place, in: folder).url)\(marker)", true)
    }

    /// Reads the path or the URL of a wheel, with no name before it.
    init(wheel text: String, in folder: String) throws(RequestedPackages.Flaw) {
        let (place, marker) = RequiredPlace.withoutMarker(text)
        let wheel = try RequiredPlace(place, in: folder)
        (line, name, hasPlace) = ("\(wheel.name) @ \(wheel.url)\(marker)", wheel.name, true)
    }

    /// Reads a requirement of a requirements.txt, which may be a path or a URL alone.
    init(ofFile text: String, in folder: String) throws(RequestedPackages.Flaw) {
        let isAlone = RequiredPlace.isPlace(RequiredPlace.withoutMarker(text).place) && RequiredPlace.split(text) == nil
        self = isAlone ? try Requirement(wheel: text, in: folder) : try Requirement(text, in: folder)
    }
}
