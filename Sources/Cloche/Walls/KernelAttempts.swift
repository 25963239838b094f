internal import CSpawn

/// What a process tries inside of the kernel's walls; see `probe.c`.
struct KernelAttempts: Sendable {
    /// How the attempts ended.
    struct Outcomes: Sendable {
        private let errors: [Int32]

        /// Takes the bytes that the process wrote; nil where they are not all there.
        init?(_ bytes: [UInt8]) {
            let count = Int(cspawn_attempt_count.rawValue)
            guard bytes.count == count * MemoryLayout<Int32>.size else { return nil }
            errors = bytes.withUnsafeBytes { raw in
                (0..<count).map { raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Int32>.size, as: Int32.self) }
            }
        }

        /// The `errno` of an attempt; 0 where nothing refused it.
        func error(_ attempt: cspawn_attempt) -> Int32 { errors[Int(attempt.rawValue)] }

        /// True where every one of the attempts was refused.
        func refused(_ attempts: cspawn_attempt...) -> Bool { attempts.allSatisfy { error($0) != 0 } }
    }

    /// A file that is not granted, a link to it in a granted folder, a new file there, and one that is granted.
    let file, link, fresh, granted: String

    /// A TCP port of this machine that is not granted and has a listener.
    let port: UInt16

    /// A process outside.
    let outside: Int32
}
