import Foundation

/// What tests use of the machine, where it is there.
enum HostTools {
    /// A plain CPython.
    static let python = find(["/usr/bin/python3"] + folders.map { "\($0)/python3" })

    /// The C library of mathematical functions.
    static let mathematics = find(
        ["x86_64-linux-gnu", "aarch64-linux-gnu"].map { "/usr/lib/\($0)/libm.so.6" } + ["/usr/lib64/libm.so.6"]
    )

    private static let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")

    private static func find(_ paths: [String]) -> String? {
        paths.first { FileManager.default.fileExists(atPath: $0) }
    }
}
