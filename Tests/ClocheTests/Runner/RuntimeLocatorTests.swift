import Foundation
import Testing

@testable import Cloche

final class RuntimeLocatorTests {
    let folder: String

    init() throws {
        let parent = try #require(PermissionResolver.realPath(NSTemporaryDirectory()))
        folder = "\(parent)/cloche-test-\(UUID().uuidString)"
        let cache = "\(folder)/.cache/cloche/runtime"
        for file in ["deno-2.9.8/deno", "pyodide-314.0.7/pyodide.asm.wasm", "runner-\(runnerKey)/main.js"] {
            let parent = HostPath.parent("\(cache)/\(file)")
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try "".write(toFile: "\(cache)/\(file)", atomically: false, encoding: .utf8)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    @Test func theCacheOfTheUserIsUsed() throws {
        let cache = "\(folder)/.cache/cloche/runtime"
        let expected = Runtime(
            deno: cache + "/deno-2.9.8/deno",
            pyodide: cache + "/pyodide-314.0.7",
            runner: cache + "/runner-\(runnerKey)"
        )
        #expect(try locate(["HOME": folder]) == expected)
        #expect(try locate(["XDG_CACHE_HOME": folder + "/.cache", "HOME": "/dev/null"]) == expected)
        #expect(try locate(["XDG_CACHE_HOME": "relative", "HOME": folder]) == expected)
    }

    @Test func theEnvironmentComesFirst() throws {
        let pyodide = ".cache/cloche/runtime/pyodide-314.0.7"
        let found = try locate([
            "HOME": folder, "CLOCHE_DENO": "/bin/sh", "CLOCHE_PYODIDE": pyodide, "CLOCHE_RUNNER": "",
        ])
        #expect(found.deno == PermissionResolver.realPath("/bin/sh"))
        #expect(found.pyodide == folder + "/" + pyodide)
    }

    @Test(arguments: ["CLOCHE_DENO", "CLOCHE_PYODIDE", "CLOCHE_RUNNER"])
    func whatIsMissingIsNamed(_ variable: String) throws {
        let error = #expect(throws: ClocheError.self) { try locate(["HOME": folder, variable: "/dev/null/part"]) }
        #expect(error?.code == .runtimeNotFound)
        #expect(
            error?.message
                == "Cannot find the runtime: '/dev/null/part' does not exist; to install it, run runner/start"
                + " in cloche's repository, or set CLOCHE_DENO and CLOCHE_PYODIDE"
        )
    }

    @Test func aFolderWithoutTheRightFileIsNoPyodide() throws {
        let error = #expect(throws: ClocheError.self) { try locate(["HOME": folder, "CLOCHE_PYODIDE": folder]) }
        #expect(
            error?.message.hasPrefix("Cannot find the runtime: '\(folder)/pyodide.asm.wasm' does not exist") == true
        )
    }

    private func locate(_ environment: [String: String]) throws -> Runtime {
        try RuntimeLocator(environment: environment, workingDirectory: folder).locate()
    }
}
