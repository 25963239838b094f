import ClocheTestSupport
import Crypto
import Foundation
import Testing

extension EndToEnd {
    /// `cloche info` and `--rerun` on real files and on hostile ones.
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class SessionFileProgramTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        private func path(_ name: String) -> URL { program.folder.appendingPathComponent(name) }

        /// Writes a file whose manifest is any text, with the right length and hash, and the sections of another one.
        private func write(_ manifest: String, sections: Data = Data(), to name: String) throws {
            let json = Data(manifest.utf8)
            let length = (0..<4).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
            let bytes = Data("CLOCHE\u{1}\n".utf8) + Data(length) + Data(SHA256.hash(data: json)) + json + sections
            try bytes.write(to: path(name))
        }

        /// Saves a small session, and a copy of it that another build of Pyodide seems to have written.
        private func saveForOtherBuild() throws {
            let saved = try program.run("--save", "s.cloche", "-c", "def f(): return x + 1\nx = 41")
            #expect(saved.status == 0, "\(saved.stderr)")
            let bytes = try Data(contentsOf: path("s.cloche"))
            let length = (0..<4).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
            let manifest = String(decoding: bytes[44..<(44 + length)], as: UTF8.self)
            let other = manifest.replacing(#""pyodide":"314.0.7""#, with: #""pyodide":"1.0.0""#)
            try write(other, sections: bytes[(44 + length)...], to: "old.cloche")
        }

        @Test("A small session is below 1 MB, and is shown without being run")
        func info() throws {
            try saveForOtherBuild()
            #expect(try Data(contentsOf: path("s.cloche")).count < 1_000_000)
            let info = try program.run("info", "s.cloche")
            #expect(info.status == 0)
            #expect(info.stdout.contains("\nthis cloche can load it\n"))
            #expect(info.stdout.hasSuffix("\n1 cell:\n  1  ok           def f(): return x + 1 (+1 line)\n"))
        }

        @Test("The cells of another build's file run again where that is asked for")
        func rerun() throws {
            try saveForOtherBuild()
            let info = try program.run("info", "old.cloche")
            #expect(info.status == 1)
            #expect(info.stdout.contains("with Pyodide 1.0.0 and runner "))
            let refused = try program.run("--load", "old.cloche", "-c", "f()")
            #expect(refused.status == 125)
            #expect(refused.stderr.hasSuffix("cloche: with '--rerun' its cells run again in a fresh sandbox instead\n"))
            let again = try program.run("--rerun", "--load", "old.cloche", "-c", "f()")
            #expect(again.status == 0)
            #expect(again.stdout == "42\n")
            let lines = ["cloche: cell 1: ok (as before)", "cloche: 1 cell ran again and ended as before"]
            #expect(Array(again.stderr.split(separator: "\n").map(String.init).prefix(2)) == lines)
        }

        @Test("A manifest of the largest size is refused in little memory", arguments: ["0,", "[", "{\"\":", "1"])
        func memory(_ piece: String) throws {
            let count = (64 << 20) / piece.utf8.count - 10
            try write("[" + String(repeating: piece, count: count), to: "large.cloche")
            let limited = "ulimit -v 800000; exec '\(Program.path)' info large.cloche"
            let run = try program.run(["-c", limited], executable: "/bin/sh")
            #expect(run.status == 1, "\(run)")
            #expect(run.stderr.hasPrefix("cloche: Cannot load 'large.cloche': its manifest "), "\(run)")
        }
    }
}
