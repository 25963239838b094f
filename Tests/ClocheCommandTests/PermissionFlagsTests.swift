import Cloche
import ClocheREPL
import Foundation
import Testing

@testable import ClocheCommand

@Suite("The flags that a set of permissions is told as") struct PermissionFlagsTests {
    /// A folder with a name that a shell would take apart.
    private static func makeFolder() throws -> String {
        let name = "a b'c\"d$HOME*[x];é-\(UUID())"
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    /// The words that a shell makes of a line.
    private func shellWords(_ line: String) throws -> [String] {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "printf '%s\\n' \(line)"]
        let pipe = Pipe()
        shell.standardOutput = pipe
        try shell.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "make the same set again",
        .timeLimit(.minutes(5)),
        arguments: [
            ["allow read DIR", "allow write DIR", "deny read DIR/private", "deny write DIR/private"],
            ["allow read", "allow write /tmp", "deny read /etc"],
            ["allow net example.com:443 *.example.org 10.0.0.0/8:80 [::1]:8000", "deny net evil.example.com"],
            ["allow net", "allow net 127.0.0.1 localhost", "deny net example.com"],
            ["allow env HOME API_*", "deny env API_SECRET_*", "secret TOKEN"],
            ["allow env", "secret TOKEN KEY_*"], ["deny env PATH"],
            ["allow run sh", "allow ffi DIR/lib.so", "deny run /bin/ls"], ["allow run", "allow ffi"],
        ]
    )
    func roundTrip(words: [String]) throws {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data().write(to: URL(fileURLWithPath: folder + "/lib.so"))
        var set = PermissionSet()
        for word in words {
            let parts = word.split(separator: " ").map { String($0).replacing("DIR", with: folder) }
            if parts[0] == "secret" {
                try set.allowSecrets(Array(parts.dropFirst()))
                continue
            }
            let kind = try #require(PermissionKind(rawValue: parts[1]))
            let items = Array(parts.dropFirst(2))
            if parts[0] == "allow" { try set.allow(kind, items) } else { try set.deny(kind, items) }
        }
        let invocation = try Invocation.parse(try shellWords(SaveText.flags(set)))
        var notes: [String] = []
        #expect(try invocation.permissionSet(notes: &notes) == set)
    }
}
