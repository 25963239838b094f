extension Setting {
    /// A setting that is one of a few words.
    static func choice<Value: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String,
        summary: String,
        countsEverywhere: Bool = false,
        _ value: any WritableKeyPath<Settings, Value> & Sendable
    ) -> Setting {
        let words = Value.allCases.map(\.rawValue)
        return Setting(
            name,
            summary: summary,
            values: list(words),
            words: words,
            types: words.contains("on") ? [.text, .flag] : [.text],
            countsEverywhere: countsEverywhere,
            show: { $0[keyPath: value].rawValue },
            change: { settings, text in
                guard let choice = Value(rawValue: text) else { return false }
                settings[keyPath: value] = choice
                return true
            }
        )
    }

    /// A setting that is on or off.
    static func flag(
        _ name: String,
        summary: String,
        countsEverywhere: Bool = false,
        isFixed: Bool = false,
        _ value: any WritableKeyPath<Settings, Bool> & Sendable
    ) -> Setting {
        Setting(
            name,
            summary: summary,
            values: list(["on", "off"]),
            words: ["on", "off"],
            types: [.flag, .text],
            countsEverywhere: countsEverywhere,
            isFixed: isFixed,
            show: { $0[keyPath: value] ? "on" : "off" },
            change: { settings, text in
                guard text == "on" || text == "off" else { return false }
                settings[keyPath: value] = text == "on"
                return true
            }
        )
    }

    /// A setting that is a whole number.
    static func number(
        _ name: String,
        summary: String,
        unit: String,
        range: ClosedRange<Int>,
        countsEverywhere: Bool = false,
        isFixed: Bool = false,
        scale: Int = 1,
        _ value: any WritableKeyPath<Settings, Int> & Sendable
    ) -> Setting {
        Setting(
            name,
            summary: summary,
            values: "a whole number of \(unit) from \(range.lowerBound) to \(range.upperBound)",
            types: [.number],
            countsEverywhere: countsEverywhere,
            isFixed: isFixed,
            show: { "\($0[keyPath: value] / scale)" },
            change: { settings, text in
                guard let number = Int(text), range.contains(number) else { return false }
                settings[keyPath: value] = number * scale
                return true
            }
        )
    }

    /// Words as a message lists them: `'auto', 'on' or 'off'`.
    static func list(_ words: [String]) -> String {
        let quoted = words.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }
}
