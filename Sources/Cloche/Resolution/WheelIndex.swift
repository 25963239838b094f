#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// An index of PEP 503 in a folder of this machine.
///
/// Its links have the SHA-256 of the files: of a wheel without, uv would unpack all to compute it.
enum WheelIndex {
    /// A wheel, and where it is: a URL or an absolute path.
    struct Link {
        var name: String
        var file: String
        var sha256: String
        var place: String
    }

    /// Writes the pages, and gives the URL of the folder.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed`.
    static func make(_ links: [Link], in folder: String) throws(ClocheError) -> String {
        for (name, links) in Dictionary(grouping: links, by: \.name) {
            let lines = links.map { link in
                let address = link.place.hasPrefix("/") ? link.place.fileURL : link.place
                return "<a href=\"\(address.escapedForHTML)#sha256=\(link.sha256)\">\(link.file)</a>"
            }
            let page = "<!DOCTYPE html><html><body>\(lines.joined(separator: "\n"))</body></html>\n"
            try write(page, to: "\(folder)/\(name)")
        }
        return folder.fileURL
    }

    private static func write(_ page: String, to folder: String) throws(ClocheError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(page.utf8).write(to: URL(fileURLWithPath: folder + "/index.html"))
        } catch {
            throw .install(.installFailed, "packages", "'\(folder)' cannot be made")
        }
    }
}

extension String {
    fileprivate var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    }
}
