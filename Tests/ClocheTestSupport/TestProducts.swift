import Foundation

/// The programs that were built beside the tests.
package enum TestProducts {
    /// The path of a program, such as `cloche`; it need not exist.
    package static func path(_ name: String) -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    }
}
