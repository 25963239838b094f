internal import Cloche

extension Setting {
    /// The row of `prompt`.
    static let prompt = Setting(
        "prompt",
        summary: "what stands before a cell",
        values: "plain text with the fields {n}, the cell's number, and {permissions}, what is granted",
        show: { $0.prompt.text },
        change: { settings, text in
            guard let template = PromptTemplate(text) else { return false }
            settings.prompt = template
            return true
        }
    )

    /// The row of `pager`.
    static let pager = Setting(
        "pager",
        summary: "what shows a text that is longer than the window; 'auto' is $PAGER, else 'builtin'",
        values: "'auto', 'builtin', 'off' or a command",
        words: ["auto", "builtin", "off"],
        show: { $0.pager.text },
        change: { settings, text in
            guard let pager = PagerChoice(text) else { return false }
            settings.pager = pager
            return true
        }
    )

    /// The row of `timeout`.
    static let timeout = Setting(
        "timeout",
        summary: "how long a cell may run",
        values: "seconds, such as 10 or 0.5, or 'off'",
        words: ["off"],
        types: [.number, .text],
        countsEverywhere: true,
        show: { $0.limits.timeout.map(DurationText.seconds) ?? "off" },
        change: { settings, text in
            do throws(REPLError) {
                settings.limits.timeout = try DurationText.parse(text)
                return true
            } catch {
                return false
            }
        }
    )

    /// The row of `profile`.
    static let profile = Setting(
        "profile",
        summary: "what is granted at the start, and the limits; a change replaces both",
        values: Profile.builtIn.map { "'\($0.name)'" }.joined(separator: ", ") + " or a profile of the config file",
        words: Profile.builtIn.map(\.name),
        countsEverywhere: true,
        show: { $0.profile.name },
        change: { settings, text in
            guard let profile = settings.profiles.first(where: { $0.name == text }) else { return false }
            settings.profile = profile
            return true
        }
    )

    /// The row of `startup`.
    static let startup = Setting(
        "startup",
        summary: "a file of cells that are run when a session begins",
        values: "the path of a file, in the folder of the config file where it is relative, or 'off'",
        words: ["off"],
        isFixed: true,
        show: { $0.startup ?? "off" },
        change: { settings, text in
            settings.startup = text == "off" ? nil : text
            return !text.isEmpty
        }
    )
}
