#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Folders of the host, for completion.
enum Folder {
    /// More than this nobody looks through.
    private static let maximumNames = 5000

    /// Returns the names in a folder, those of folders with a slash at their end; empty where it cannot be read.
    @Sendable static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while names.count < maximumNames, let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            names.append(isFolder(path + "/" + name) ? name + "/" : name)
        }
        return names
    }

    /// Whether there is something at a path.
    static func contains(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
