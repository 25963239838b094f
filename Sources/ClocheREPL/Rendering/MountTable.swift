import Cloche

/// The table that `:mounts` shows.
enum MountTable {
    /// Returns a line for each mount: access, kind, path as cells write it; what is to be said about it follows, on a
    /// line of its own where the width is too small.
    static func lines(_ mounts: [HostMount], width: Int, palette: Palette) -> [String] {
        mounts.flatMap { mount -> [String] in
            let head = pad(mount.access.rawValue, 7) + pad(mount.content.rawValue, 9)
            let path = PlainText.oneLine(mount.place)
            guard let note = note(about: mount) else { return [palette.dim(head) + path] }
            let line = palette.dim(head) + path
            return head.count + path.count + 2 + note.count <= width
                ? [line + palette.dim("  " + note)] : [line, palette.dim("  " + note)]
        }
    }

    private static func note(about mount: HostMount) -> String? {
        switch (mount.path, mount.place) {
        case ("/", "/"): "the whole host but the sandbox's own folders"
        case ("/", _): "the whole host, its /tmp too"
        case (_, mount.path): mount.access == .none ? "denied" : nil
        default: "the host's \(PlainText.oneLine(mount.path))"
        }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
