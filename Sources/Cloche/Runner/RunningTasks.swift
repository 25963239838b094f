#if canImport(Glibc)
    import Glibc
#endif

/// How many processes and threads the machine runs.
enum RunningTasks {
    /// The number now; nil where the system does not tell.
    static var count: Int? {
        #if canImport(Glibc)
            let file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var text = [UInt8](repeating: 0, count: 256)
            let count = text.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            return number(loadavg: text.prefix(max(0, count)))
        #else
            return nil
        #endif
    }

    /// What stands behind the slash in `/proc/loadavg` (proc_loadavg(5)).
    static func number(loadavg: some Collection<UInt8>) -> Int? {
        let words = loadavg.split(separator: UInt8(ascii: " "))
        guard words.count > 3, let total = words[3].split(separator: UInt8(ascii: "/")).last else { return nil }
        return Int(String(decoding: total, as: UTF8.self))
    }
}
