import Cloche
import ClocheTestSupport
import Synchronization
import Testing

@testable import ClocheREPL

@Suite struct InstallProgressTests {
    private let sink = RecordingSink()
    private let time = Time()

    /// Seconds that a test sets.
    private final class Time: Sendable {
        private let seconds = Mutex(0.0)
        var now: Duration { .seconds(seconds.withLock { $0 }) }
        func set(_ value: Double) { seconds.withLock { $0 = value } }
    }

    private func progress(_ style: InstallProgress.Style, columns: Int = 80, prefix: String = "") -> InstallProgress {
        InstallProgress(
            sink: sink,
            style: style,
            prefix: prefix,
            palette: Palette(isEnabled: false),
            columns: { columns },
            now: { [time] in time.now }
        )
    }

    private func play(_ progress: InstallProgress) {
        let packages = [InstalledPackage.make("numpy", "2.4.6", bytes: 4_000_000), .make("rich", "14.2.0")]
        progress.show(.resolving)
        progress.show(.resolved(packages.map(\.locked)))
        progress.show(.downloading(name: "numpy", received: 0, total: 4_000_000))
        time.set(0.01)
        progress.show(.downloading(name: "numpy", received: 100, total: 4_000_000))
        time.set(2)
        progress.show(.downloading(name: "numpy", received: 2_000_000, total: 4_000_000))
        progress.show(.downloading(name: "numpy", received: 4_000_000, total: 4_000_000))
        progress.show(.unpacking(name: "numpy"))
        progress.show(.ready(name: "numpy"))
        progress.show(.ready(name: "rich"))
        progress.finish()
    }

    @Test("A terminal has a line that changes, and one that stays for each package that was downloaded")
    func live() {
        play(progress(.live))
        let expected = """
            ^looking for versions that go together^\
            to install: 2 packages, 4 MB: numpy and rich
            ^numpy 2.4.6: downloading 0 B of 4 MB (1 of 2)\
            ^numpy 2.4.6: downloading 2 MB of 4 MB, 1 MB/s (1 of 2)\
            ^numpy 2.4.6: downloading 4 MB of 4 MB, 2 MB/s (1 of 2)\
            ^numpy 2.4.6: unpacking^\
              numpy 2.4.6, 4 MB

            """
        #expect(sink.text.replacing("\r\u{1B}[K", with: "^") == expected)
    }

    @Test("No line that changes is wider than the window", arguments: [12, 20, 40, 80])
    func widths(_ columns: Int) {
        play(progress(.live, columns: columns))
        let drawn = sink.text.split(separator: "\r\u{1B}[K").filter { !$0.contains("\n") }
        #expect(drawn.filter { $0.count > columns - 1 } == [])
        #expect(!drawn.isEmpty)
    }

    @Test("Elsewhere there are lines")
    func lines() {
        play(progress(.lines))
        let expected = """
            looking for versions that go together
            to install: 2 packages, 4 MB: numpy and rich
            downloading numpy 2.4.6, 4 MB

            """
        #expect(sink.text == expected)
    }

    @Test("A script's user is told of downloads only")
    func quiet() {
        let progress = progress(.quietLines, prefix: "cloche: ")
        progress.show(.resolving)
        progress.show(.resolved([InstalledPackage.make("rich", "14.2.0").locked]))
        progress.show(.unpacking(name: "rich"))
        progress.show(.ready(name: "rich"))
        #expect(sink.text == "")
        progress.show(.downloading(name: "rich", received: 0, total: 240_000))
        #expect(sink.text == "cloche: to install: rich 14.2.0\ncloche: downloading rich 14.2.0, 240 KB\n")
    }

    @Test("Nothing of a package's name or of a note reaches the terminal as control characters")
    func hostile() {
        let progress = progress(.live)
        progress.show(.note("a\u{1B}[2Jb\nc"))
        progress.show(.downloading(name: "x\u{1B}[2J", received: 0, total: nil))
        progress.finish()
        #expect(!sink.text.contains("\u{1B}[2J"))
    }
}
