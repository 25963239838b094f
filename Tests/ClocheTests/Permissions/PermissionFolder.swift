import Foundation
import Testing

@testable import Cloche

/// A folder with files to grant, as home, working folder and `PATH` of its ``resolver``.
final class PermissionFolder {
    let path: String
    let resolver: PermissionResolver

    init() throws {
        let parent = try #require(PermissionResolver.realPath(NSTemporaryDirectory()))
        path = "\(parent)/cloche-test-\(UUID().uuidString)"
        resolver = PermissionResolver(workingDirectory: path, home: path, searchPath: [path + "/bin"])
        for folder in ["/data/deep", "/bin", "/other"] {
            try FileManager.default.createDirectory(atPath: path + folder, withIntermediateDirectories: true)
        }
        for file in ["/data/file", "/bin/tool", "/other/real", "/bin/plain", "/a,b"] {
            try "".write(toFile: path + file, atomically: false, encoding: .utf8)
        }
        for file in ["/bin/tool", "/other/real"] { chmod(path + file, 0o755) }
        for (link, target) in ["/link": "data", "/bin/alias": "../other/real", "/data/program": "../bin/tool"] {
            try FileManager.default.createSymbolicLink(atPath: path + link, withDestinationPath: target)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A text without the folder's own path.
    func short(_ text: String) -> String {
        text.replacingOccurrences(of: path, with: "DIR")
    }
}
