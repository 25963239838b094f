import Cloche
import Foundation
import Testing

@testable import ClocheREPL

@Suite("The folders that a profile makes")
struct ProfileFolderTests {
    private let folder = NSTemporaryDirectory() + "cloche-profile-" + UUID().uuidString
    private var output: String { folder + "/output" }

    private func withFolder(_ body: () throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body()
    }

    private func permissions() throws -> (set: PermissionSet, notes: [String]) {
        let profile = Profile(name: "p", grants: [Profile.Grant(.write, [output], makesFolders: true)])
        var notes: [String] = []
        return (try profile.permissions(notes: &notes), notes)
    }

    @Test("one that is missing is made, and one that is there is granted as it is")
    func made() throws {
        try withFolder {
            let first = try permissions()
            #expect(first.notes == ["made the folder '\(output)', which 'p' grants"])
            let second = try permissions()
            #expect(second.notes == [])
            #expect(second.set == first.set && !first.set.isEmpty)
        }
    }

    @Test("a link is not followed: it would grant whatever it leads to", arguments: ["..", "/", "nowhere"])
    func link(_ target: String) throws {
        try withFolder {
            try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: target)
            let error = #expect(throws: ClocheError.self) { try permissions() }
            let beginning = "Cannot allow write '\(output)': it is a link, to "
            #expect(error?.message.hasPrefix(beginning) == true)
            if target == "/" { #expect(error?.message == beginning + "'/'") }
            if target == "nowhere" { #expect(error?.message == beginning + "nothing") }
        }
    }

    @Test("a file of that name is not granted")
    func file() throws {
        try withFolder {
            try Data().write(to: URL(fileURLWithPath: output))
            let error = #expect(throws: ClocheError.self) { try permissions() }
            #expect(error?.message == "Cannot allow write '\(output)': it is not a folder")
        }
    }
}
