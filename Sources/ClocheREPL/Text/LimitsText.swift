import Cloche

/// Limits in words.
enum LimitsText {
    /// All that bounds a cell in time and memory: `a cell may run for 60 s, and Python may use 158 MiB`.
    static func line(_ limits: Limits) -> String {
        let time = limits.timeout.map { "for " + DurationText.describe($0) } ?? "until Ctrl-C"
        return "a cell may run \(time), and Python may use \(ByteText.describeMemory(limits.memory))"
    }

    /// What a profile allows, such as `60 s, 128 MiB over the 30 MiB of a fresh Python`.
    static func summary(_ profile: Profile) -> String {
        profile.limits.map { limit in
            switch limit.name {
            case "timeout": limit.text == "off" ? "no time limit" : "\(limit.text) s"
            case "memory": memory(limit.text)
            case "max-output": "\(limit.text) bytes of output"
            default: "\(limit.name) \(limit.text)"
            }
        }.joined(separator: ", ")
    }

    private static func memory(_ text: String) -> String {
        let fresh = Limits.baselineMemory >> 20
        return "\((Int(text) ?? fresh) - fresh) MiB over the \(fresh) MiB of a fresh Python"
    }
}
