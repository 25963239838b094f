import ClocheTerminal
import Foundation
import Testing

@testable import Cloche
@testable import ClocheREPL

@Suite struct SessionFileTableTests {
    private func info(
        build: BuildIdentity = .current,
        change: (inout SessionFile) -> Void = { _ in },
        bytes: (inout Data) -> Void = { _ in }
    ) throws -> SessionFileInfo {
        let cells = [
            CellRecord(number: 1, source: "import os\nx = 1", status: .ok, duration: .zero),
            CellRecord(number: 2, source: "1/0 #\u{1b}[2J", status: .error, duration: .zero),
            CellRecord(number: 10, source: "exit", status: .died, duration: .zero, isLost: true),
        ]
        var file = SessionFile(
            build: build,
            saved: Date(timeIntervalSince1970: 1_790_000_000),
            metadata: SessionMetadata(
                created: Date(timeIntervalSince1970: 1_789_990_000),
                pythonVersion: "3.14.0",
                cells: cells,
                variables: ["os", "x\u{202e}"],
                permissions: try .make((.env, ["LANG"]))
            ),
            checkpoint: Checkpoint(
                references: CheckpointPart(.references, bytes: [1, 2, 3]),
                heap: [CheckpointPart(.heap, bytes: [4, 5]), CheckpointPart(.heap, bytes: [6])],
                heapBytes: 31_000_000,
                lost: ["reader\n"]
            )
        )
        change(&file)
        var data = Data(try file.encode().joined())
        bytes(&data)
        return try SessionFileInfo(ByteSource(data), limits: Limits(), build: .current)
    }

    private func lines(_ info: SessionFileInfo, width: Int? = nil) -> [String] {
        SessionFileTable(info, path: "w.cloche", width: width, palette: Palette(isEnabled: false), offset: { _ in 0 })
            .lines
    }

    @Test("A file that can be loaded")
    func whole() throws {
        let info = try info()
        let expected = """
            'w.cloche': a session file, \(ByteText.describe(info.size)), format 1
            this cloche can load it
              session      began 2026-09-21 11:26:40
              saved        2026-09-21 14:13:20 by cloche \(clocheVersion)
              build        Python 3.14.0, Pyodide 314.0.7, wasm32, runner \(BuildIdentity.current.runner)
              memory       a heap of 31 MB, 3 B in 2 sections of the file
              references   3 B in the file
              permissions  --allow-env=LANG (loading does not grant them)
              limits       a cell may run for 30 s, and Python may use 512 MiB
              variables    2: os, x\\u{202e}
              lost         1: reader
            3 cells:
               1  ok           import os (+1 line)
               2  error        1/0 #\\u{1b}[2J
              10  died, lost   exit
            """
        #expect(lines(info).joined(separator: "\n") == expected)
    }

    @Test("A file of another build that is cut short")
    func broken() throws {
        let build = BuildIdentity(pyodide: "313.0.0", runner: "fedcba9876543210")
        let shown = lines(try info(build: build, bytes: { $0.removeLast() }))
        #expect(shown[1].hasPrefix("cannot be loaded: it was saved by cloche \(clocheVersion) with Pyodide 313.0.0"))
        #expect(shown.contains("cannot be loaded: it is cut short: a section of 1 bytes has only 0"))
        #expect(
            shown.contains("its cells can run again in a fresh sandbox: cloche --rerun --load w.cloche")
        )
        #expect(shown.contains("  memory       a heap of 31 MB, 3 B in 2 sections of the file, 1 cut off"))
    }

    @Test("No line is wider than the terminal", arguments: [40, 80])
    func narrow(_ width: Int) throws {
        let build = BuildIdentity(pyodide: "313.0.0", runner: "fedcba9876543210")
        let info = try info(build: build, change: { $0.metadata.variables = (0..<200).map { "name\($0)" } })
        #expect(lines(info, width: width).filter { TextWidth.of($0) >= width } == [])
    }

    @Test("JSON holds what the file says and what was found out, and no control character")
    func json() throws {
        let text = SessionFileJSON.text(try info())
        #expect(text.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["loadable"] as? Bool == true)
        #expect(object["heapBytes"] as? Int == 31_000_000)
        #expect(object["saved"] as? String == "2026-09-21T14:13:20Z")
        let session = try #require(object["session"] as? [String: Any])
        #expect(session["variables"] as? [String] == ["os", "x\u{202e}"])
        let sections = try #require(object["sections"] as? [[String: Any]])
        #expect(sections.map { $0["state"] as? String } == ["whole", "whole", "whole"])
    }

    @Test("JSON tells why nothing is known")
    func jsonError() {
        #expect(
            SessionFileJSON.text(ClocheError.invalidSessionFile("it is not a session file"))
                == #"{"loadable":false,"obstacles":["Cannot load the session: it is not a session file"]}"#
        )
    }
}
