extension PermissionSet {
    /// Refuses commands and libraries that a write grant lets cells replace: they would run as anything they like.
    ///
    /// All of `run` or `ffi` names no file and is not checked: it runs anything already. `places` gives the files that
    /// decide what a path runs; `kind` is the grant that was just made, which the message blames.
    func checkWritablePrograms(
        _ action: String,
        _ kind: PermissionKind,
        places: (String) -> [String]
    ) throws(ClocheError) {
        for program in [PermissionKind.run, .ffi] {
            for item in self[program].items {
                guard let writable = writableFolder(of: places(item)) else { continue }
                let target = writable.isEmpty ? "all of write" : "write '\(writable)'"
                if kind == .write {
                    let reason = "\(program.rawValue) '\(item)' is granted, and cells could replace it"
                    throw .invalidPermission(action, .write, writable.isEmpty ? nil : writable, reason)
                }
                throw .invalidPermission(action, program, item, "\(target) is granted, and cells could replace it")
            }
        }
    }

    /// The write grant that one of the files lies in; empty for all of write.
    private func writableFolder(of places: [String]) -> String? {
        guard !self[.write].isAll else { return "" }
        return self[.write].items.first { folder in places.contains { HostPath.contains(folder, $0) } }
    }
}
