import ClocheTestSupport
import Foundation

/// An `EditorProbe` on a pseudo-terminal, which tells what it edits.
final class EditorRun {
    /// What is being edited when everything typed was handled.
    struct State: Equatable {
        /// The number in the prompt.
        let number: Int
        let text: String
        /// The number of scalars before the cursor.
        let cursor: Int
    }

    let pty: PTY
    private let folder: String
    /// How many bytes the editor had read, and how many it had been sent, when it was last at rest.
    private var typed = 0
    private var sent = 0
    private var reportPath: String { folder + "/report" }

    /// Starts the program, in a home folder of its own, and waits for its prompt.
    ///
    /// In the arguments `{home}` is that folder; `editrc` is what its `.editrc` holds. What reads plain lines does not
    /// tell when it is at rest, so for that `waits` is false.
    init(
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        editrc: String? = nil,
        columns: Int = 80,
        rows: Int = 24,
        waits: Bool = true
    ) throws {
        folder = NSTemporaryDirectory() + "cloche-editor-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try editrc?.write(toFile: folder + "/.editrc", atomically: true, encoding: .utf8)
        let home = folder
        pty = try PTY(
            TestProducts.path("EditorProbe"),
            arguments.map { $0.replacingOccurrences(of: "{home}", with: home) } + ["--report", home + "/report"],
            environment: ["HOME": home].merging(environment) { $1 },
            columns: columns,
            rows: rows
        )
        if waits { _ = rest() }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Waits until everything that was typed is handled and painted.
    ///
    /// - Returns: what is being edited then; nil when that takes too long.
    func rest(patience: Duration = .seconds(3)) -> State? {
        // Bytes that a key for a signal took away never arrive, so what came is what counts after a while.
        let isRead = { (self.lastReport?.typed ?? -1) - self.typed >= self.pty.sentCount - self.sent }
        if !pty.wait(timeout: patience, untilTrue: isRead) {
            pty.wait(untilTrue: { self.pty.unreadCount == 0 })
        }
        let start = reports.utf8.count
        // What the editor tells from here on, it tells after what it has read; it tells again for each event.
        pty.signal(SIGWINCH)
        guard pty.wait(untilTrue: { self.reports.utf8.count > start }), let report = lastReport else { return nil }
        (typed, sent) = (report.typed, pty.sentCount)
        return report.state
    }

    /// The path of a file in the home folder; nil where there is none.
    func path(of name: String) -> String? {
        let path = folder + "/" + name
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The lines that are there whole.
    private var reports: Substring {
        let text = (try? String(contentsOfFile: reportPath, encoding: .utf8)) ?? ""
        return text[..<(text.utf8.lastIndex(of: UInt8(ascii: "\n")) ?? text.startIndex)]
    }

    private var lastReport: Report? {
        let reports = reports
        let start = reports.utf8.lastIndex(of: UInt8(ascii: "\n")).map { reports.utf8.index(after: $0) }
        return Report(reports[(start ?? reports.startIndex)...])
    }
}

/// A line in which the probe tells what it edits.
private struct Report {
    /// How many bytes it has read.
    let typed: Int
    private let number: Int
    private let cursor: Int
    private let scalars: Substring

    init?(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let number = Int(parts[0]), let typed = Int(parts[1]), let cursor = Int(parts[2]) else {
            return nil
        }
        (self.number, self.typed, self.cursor, scalars) = (number, typed, cursor, parts[3])
    }

    var state: EditorRun.State {
        var text = String.UnicodeScalarView()
        for scalar in scalars.split(separator: ",") {
            text.append(UInt32(scalar, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
        }
        return EditorRun.State(number: number, text: String(text), cursor: cursor)
    }
}
