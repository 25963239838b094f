import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

/// Wheels that somebody made to harm, or by mistake, all the way through a session.
@Suite(
    "Hostile wheels",
    .timeLimit(.minutes(5)),
    .enabled("pip cannot get uv, or no runtime is installed") { await PackageHome.hasResolver }
)
struct HostileWheelTests {
    /// A wheel, and what is said of it.
    struct Case {
        var wheel: TestWheel
        var bytes: (([UInt8]) -> [UInt8])?
        var code: ClocheError.Code = .packageInvalid
        var reason: String
    }

    private static func wheel(_ name: String, change: (inout TestWheel) -> Void) -> TestWheel {
        var wheel = TestWheel(name)
        change(&wheel)
        return wheel
    }

    private static var cases: [Case] {
        [
            Case(
                wheel: TestWheel("tagged", tag: "cp314-cp314-win_amd64"),
                code: .packageNotFound,
                reason: "its tag 'cp314-cp314-win_amd64' does not run here"
            ),
            Case(
                wheel: wheel("dots") { $0.unlisted = ["../../dots.py": [1]] },
                reason: "'NAME' has a path that leads elsewhere, or that is none: \"../../dots.py\""
            ),
            Case(
                wheel: wheel("absolute") { $0.unlisted = ["/etc/absolute.py": [1]] },
                reason: "'NAME' has a path that leads elsewhere, or that is none: \"/etc/absolute.py\""
            ),
            Case(
                wheel: wheel("linked") { $0.links = ["linked/link.py"] },
                reason: "'NAME' has a link 'linked/link.py'"
            ),
            Case(wheel: TestWheel("cut"), bytes: { Array($0.dropLast(40)) }, reason: "'cut': "),
            Case(
                wheel: wheel("unlisted") { $0.unlisted = ["unlisted/extra.py": [1]] },
                reason: "'NAME' has a file 'unlisted/extra.py' that its RECORD does not list"
            ),
            Case(
                wheel: wheel("altered") { $0.recorded = ["altered/__init__.py": [1]] },
                reason: "'NAME' has a file 'altered/__init__.py' that is not the one of its RECORD"
            ),
            Case(
                wheel: TestWheel("later", metadata: ["Requires-Python: >=3.15"]),
                code: .packageNotFound,
                reason: "'later': it needs Python>=3.15, and this is Python 3.14.2"
            ),
            Case(
                wheel: TestWheel("glass", "2.0"),
                code: .packageConflict,
                reason: "'glass': glass 1.0 is installed"
            ),
            Case(
                wheel: TestWheel("house", metadata: ["Requires-Dist: glass>=2"]),
                code: .packageConflict,
                reason: "'house': glass 1.0 is installed"
            ),
        ]
    }

    @Test("Each is refused with its reason, and cache, site folder and session are as they were")
    func refused() async throws {
        let home = try await PackageHome()
        try await withOpen(home.session()) { session in
            _ = try await session.install(InstallRequest(wheels: [try TestWheel("glass").write(to: home.path).path]))
            #expect(try await session.execute("import glass; kept = glass.VALUE").status == .ok)
            let before = home.files()
            for each in Self.cases {
                let path = try each.wheel.write(to: home.path).path
                if let change = each.bytes { try Data(change(each.wheel.bytes)).write(to: URL(filePath: path)) }
                let error = await #expect(throws: ClocheError.self, "\(path)") {
                    try await session.install(InstallRequest(wheels: [path]))
                }
                #expect(error?.code == each.code, "\(path)")
                let reason = each.reason.replacing("NAME", with: each.wheel.file)
                #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
                #expect(home.files() == before, "\(path)")
                #expect(await session.packages.map(\.locked.name) == ["glass"])
            }
            #expect(try await session.execute("import glass; (kept, glass.VALUE)").value == "(42, 42)")
        }
    }
}
