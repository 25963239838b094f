package import Cloche

/// Says what a record of the audit log means; what it holds may be anything, and so is spelled out.
package enum AuditText {
    /// The word for what happened, and what it happened to or with.
    package static func describe(_ record: AuditRecord) -> (what: String, target: String) {
        let members = record.members
        switch record.event {
        case "use": return (kind(record), item(record))
        case "refusal": return ("refused", [kind(record), item(record)].filter { !$0.isEmpty }.joined(separator: " "))
        case "cell": return ("cell", cell(members))
        case "start": return ("start", start(members))
        case "permissions": return ("changed", changes(members))
        case "limits": return ("limits", limits(members))
        case "install", "uninstall": return (record.event, packages(members))
        case "save", "load": return (record.event, file(members))
        default:
            let text = members["message"] ?? members["reason"]
            return (PlainText.oneLine(String(record.event.prefix(20))), PlainText.oneLine(text?.text ?? ""))
        }
    }

    /// Whether something was stopped, refused or odd.
    package static func isBad(_ record: AuditRecord) -> Bool {
        ["refusal", "interrupt", "kill", "tamper", "recovery", "odd"].contains(record.event)
    }

    /// A text on one line, with nothing in it that could do harm.
    package static func line(_ text: String) -> String { PlainText.line(text) }

    private static func kind(_ record: AuditRecord) -> String { text(record.members["kind"]) }

    private static func item(_ record: AuditRecord) -> String { text(record.members["item"]) }

    private static func text(_ value: AuditValue?) -> String { PlainText.oneLine(value?.text ?? "") }

    private static func cell(_ members: [String: AuditValue]) -> String {
        var parts = [text(members["outcome"])]
        if let error = members["error"]?.text { parts[0] += " (\(PlainText.oneLine(error)))" }
        if let seconds = members["duration"]?.decimal, seconds.isFinite, (0...1e9).contains(seconds) {
            parts.append(DurationText.describe(.milliseconds(Int((seconds * 1000).rounded()))))
        }
        let amounts = [
            ("memory", "of memory"), ("outputBytes", "written"), ("sentBytes", "sent"), ("receivedBytes", "received"),
        ]
        for (name, word) in amounts {
            if let bytes = members[name]?.integer, bytes > 0 { parts.append("\(ByteText.describe(bytes)) \(word)") }
        }
        if let count = members["dropped"]?.integer, count > 0 { parts.append("\(count) uses or refusals not listed") }
        return parts.joined(separator: ", ")
    }

    private static func start(_ members: [String: AuditValue]) -> String {
        let flags = members["permissions"]?.texts ?? []
        let granted = flags.isEmpty ? "nothing granted" : flags.map(PlainText.oneLine).joined(separator: " ")
        return "cloche \(text(members["version"])) in \(text(members["directory"])), \(granted)"
    }

    private static func changes(_ members: [String: AuditValue]) -> String {
        let words = [("allowed", "allow"), ("revoked", "no longer"), ("denied", "deny"), ("undenied", "not denied")]
        let parts = words.flatMap { name, word in
            (members[name]?.texts ?? []).map { "\(word) \(PlainText.oneLine($0))" }
        }
        return parts.joined(separator: ", ")
    }

    private static func limits(_ members: [String: AuditValue]) -> String {
        let timeout = members["timeout"]?.decimal.map { "\(DurationText.seconds(.milliseconds(bounded($0 * 1000)))) s" }
        let memory = members["memoryLimit"]?.integer.map { ByteText.describeMemory($0) }
        let output = members["outputLimit"]?.integer.map { "\(ByteText.describe($0)) of output" }
        let net = members["netLimit"]?.integer.map { "\(ByteText.describe($0)) over the network" }
        return [timeout ?? "no timeout", memory, output, net].compactMap { $0 }.joined(separator: ", ")
    }

    private static func bounded(_ milliseconds: Double) -> Int {
        milliseconds.isFinite ? Int(min(max(0, milliseconds), 1e15)) : 0
    }

    /// The names and versions; the record has the hashes too.
    private static func packages(_ members: [String: AuditValue]) -> String {
        let packages = members["packages"]?.texts ?? []
        let names = packages.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        return names.map(PlainText.oneLine).joined(separator: ", ")
    }

    private static func file(_ members: [String: AuditValue]) -> String {
        let path = members["path"].map { text($0) } ?? "(bytes)"
        return path + (members["bytes"]?.integer.map { ", \(ByteText.describe($0))" } ?? "")
    }
}
