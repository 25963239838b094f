package import Cloche

/// Shows a cell as JSON lines: one for each event, and last the result.
package struct JSONRenderer: CellRenderer {
    private let stdout: any TextSink
    private let stderr: any TextSink

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - stdout: Takes the JSON lines and nothing else.
    ///   - stderr: Takes notices.
    package init(stdout: any TextSink, stderr: any TextSink) {
        self.stdout = stdout
        self.stderr = stderr
    }

    package func show(_ output: Output) {
        switch output {
        case .stream(let name, let piece):
            if piece.text.isEmpty { return }
            let text = JSONText.string(piece.text)
            write([("type", #""stream""#), ("name", JSONText.string(name.rawValue)), ("text", text)])
        case .display(let bundle):
            write([("type", #""display""#), ("data", data(bundle))])
        case .blocked, .used: break
        case .notice(let text): notice(text)
        }
    }

    package func finish(_ result: ExecutionResult) {
        if let recovery = result.recovery { notice(recovery.message) }
        write([
            ("type", #""result""#),
            ("status", JSONText.string(result.status.rawValue)),
            ("value", result.value.map(JSONText.string) ?? "null"),
            ("error", result.error.map(error) ?? "null"),
            ("duration", DurationText.seconds(result.duration)),
            ("memory", String(result.memory)),
            ("withheldBytes", String(result.withheldBytes)),
            ("sentBytes", String(result.sentBytes)),
            ("receivedBytes", String(result.receivedBytes)),
        ])
    }

    private func data(_ bundle: MIMEBundle) -> String {
        let sorted = bundle.representations.sorted { $0.key < $1.key }
        return JSONText.object(sorted.map { ($0.key, JSONText.string($0.value)) })
    }

    private func error(_ error: PythonError) -> String {
        JSONText.object([
            ("name", JSONText.string(error.name)),
            ("message", JSONText.string(error.message)),
            ("traceback", JSONText.string(error.traceback)),
        ])
    }

    private func write(_ members: [(name: String, value: String)]) {
        stdout.write(JSONText.object(members) + "\n")
    }

    private func notice(_ text: String) {
        stderr.write("cloche: \(PlainText.oneLine(text))\n")
    }
}
