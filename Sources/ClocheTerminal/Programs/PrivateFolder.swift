#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A new folder for temporary files that only its user can look into.
struct PrivateFolder {
    /// Its absolute path.
    let path: String

    /// Makes it in `$TMPDIR`, else in `/tmp`; nil where that fails, with the reason in `errno`.
    init?() {
        let parent = Environment.variable("TMPDIR") ?? "/tmp"
        var template = Array((parent + "/cloche-XXXXXX").utf8CString)
        // mkdtemp gives it mode 0700.
        guard mkdtemp(&template) != nil else { return nil }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Removes it with the files in it; an editor may have left a copy.
    func remove() {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink(path + "/" + name) }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
