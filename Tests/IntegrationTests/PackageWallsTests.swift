import Foundation
import Testing

@testable import Cloche

/// Deno's flags around packages, with no other wall.
@Suite(
    "Deno's flags around packages",
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
final class PackageWallsTests {
    private let folder: String
    private let own: SiteFolder
    private let other: SiteFolder
    private let folders: PackageFolders

    init() throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "cloche-walls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        folder = PermissionResolver.realPath(made.path) ?? made.path
        let environment = ["XDG_CACHE_HOME": folder]
        own = try .make(environment: environment)
        other = try .make(environment: environment)
        folders = try #require(PackageFolders(environment: environment))
        try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
        for path in [package + "/pack", own.pack("a"), other.pack("a")] {
            try Data("x".utf8).write(to: URL(filePath: path))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private var package: String { folders.packages + "/a" }

    /// What a Deno can do with the folders of packages and with what is in them.
    private func outcome(_ change: (inout PermissionSet) -> Void) throws -> [String] {
        var permissions = PermissionSet()
        change(&permissions)
        let runtime = try Runtime.locate()
        let walls = PackageWalls.current(site: own.path, folders: folders)
        let flags = try permissions.denoFlags(runtime: runtime, ownAddresses: [], packages: walls)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/try_paths.ts").path
        let files = [package + "/pack", own.pack("a"), other.pack("a")]
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: runtime.deno)
        process.arguments =
            ["run", "--no-check"] + flags + [script, folders.packages, package, folders.sites, own.path, other.path]
            + files
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let lines = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return lines.split(separator: "\n").map(String.init)
    }

    @Test("A runner reads its own site folder and no other, and writes to none, whatever is granted around or inside")
    func walls() throws {
        let readable = ["list \(own.path)", "read \(own.pack("a"))"]
        #expect(try outcome { _ in } == readable)
        // The names are seen: see docs/packages.md.
        let named = ["list \(folders.sites)"] + readable
        let all = try outcome {
            $0[.read].isAll = true
            $0[.write].isAll = true
        }
        #expect(all == named)
        let around = try outcome { $0[.write].items = [folder] }
        #expect(around == named)
        let inside = [
            folders.packages, package, folders.sites, own.path, other.path, package + "/pack", other.pack("a"),
        ]
        #expect(try outcome { $0[.read].items = inside } == named)
        #expect(try outcome { $0[.write].items = inside } == named)
    }
}
