import ClocheTestSupport
import Foundation
import Testing

@Suite("The library's example", .timeLimit(.minutes(5)))
struct LibraryExampleTests {
    @Test(
        "prints what docs/library.md says",
        .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
    )
    func output() throws {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: TestProducts.path("LibraryExample"))
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let expected = """
            stateless: 45
            [0, 1, 4, 9, 16]
            stateful: error IndexError
            stateful: timedOut
            stateful: 3 cells saved, squares[-1] is 16
            permissions: none
            permissions: 'cloche'
            blocking: hello, Ada

            """
        #expect(String(decoding: output, as: UTF8.self) == expected)
        let text = try String(contentsOf: Self.documentation, encoding: .utf8)
        #expect(text.contains(expected.trimmingCharacters(in: .newlines)))
    }

    private static let documentation = URL(filePath: #filePath).appending(path: "../../../docs/library.md").standardized
}
