#if canImport(Glibc)
    import Glibc
#endif

/// What a process has in use of the machine's memory.
enum ResidentMemory {
    /// The resident set of a process in bytes; nil where the system does not tell.
    ///
    /// Linux only: on macOS `RLIMIT_DATA` alone bounds the runner.
    static func bytes(of pid: Int32) -> Int? {
        #if canImport(Glibc)
            let file = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var text = [UInt8](repeating: 0, count: 256)
            let count = text.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            return resident(statm: text.prefix(max(0, count)), pageSize: sysconf(Int32(_SC_PAGESIZE)))
        #else
            return nil
        #endif
    }

    /// The second number of `/proc/PID/statm`, which counts pages (proc_pid_statm(5)).
    static func resident(statm: some Collection<UInt8>, pageSize: Int) -> Int? {
        let numbers = statm.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard numbers.count > 1 else { return nil }
        return Int(String(decoding: numbers[1], as: UTF8.self)).map { $0 * pageSize }
    }
}
