import Foundation
import Testing

@testable import Cloche

/// A runtime whose runner is a script of a test, and a folder that goes with it.
final class TestRuntime {
    let folder: String
    let runtime: Runtime

    /// The real Deno, where there is one; tests that need it are skipped without it.
    static var deno: String? {
        let locator = RuntimeLocator.current
        let path = locator.environment["CLOCHE_DENO"] ?? locator.cache + "/deno-\(RuntimeLocator.denoVersion)/deno"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Makes a folder with a `main.js` of this text.
    ///
    /// `program` takes the place of Deno.
    init(supervisor: String = "", program: String? = nil) throws {
        let name = "cloche-test-\(UUID().uuidString)"
        let parent = try #require(PermissionResolver.realPath(NSTemporaryDirectory()))
        folder = parent + "/" + name
        runtime = Runtime(
            deno: program ?? Self.deno ?? "/dev/null/deno",
            pyodide: folder + "/pyodide",
            runner: folder + "/runner"
        )
        for part in ["/pyodide", "/runner", "/data"] {
            try FileManager.default.createDirectory(atPath: folder + part, withIntermediateDirectories: true)
        }
        try supervisor.write(toFile: runtime.entry, atomically: true, encoding: .utf8)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
