import Cloche

extension MetaCommand {
    /// The row of `:profile [NAME]`.
    static let profile = MetaCommand(
        name: "profile",
        arguments: "[NAME]",
        arity: 0...1,
        summary: "list the profiles, or change to one; the session is kept",
        details: [
            "A profile is a set of permissions and limits. A change replaces both, whatever was granted since.",
            "Your own stand in ~/.config/cloche/config.toml, as tables such as [profiles.work].",
        ],
        examples: [
            MetaCommandExample(":profile", "lists what each grants; '*' marks the one in force"),
            MetaCommandExample(":profile net", "grants what 'net' does, and nothing else"),
        ],
        completion: .words(Profile.builtIn.map(\.name))
    ) { (call) throws(REPLError) in
        var settings = call.settings
        settings.update(limits: await call.session.limits)
        guard let name = call.words.first else {
            await call.page(list(settings, width: call.screen.columns()))
            return .done
        }
        try settings.set(Setting.profile.name, to: name, from: .session)
        try await ProfileChange.apply(settings, call)
        call.screen.notice("the profile is '\(name)'")
        return .configure(settings)
    }

    private static func list(_ settings: Settings, width: Int) -> [String] {
        let rows = settings.profiles.map { profile in
            let limits = LimitsText.summary(profile)
            let mark = profile == settings.profile ? "* " : "  "
            return (term: mark + profile.name, meaning: profile.summary + (limits.isEmpty ? "" : "; " + limits))
        }
        return TwoColumns.lay(rows.map { ($0.term, PlainText.oneLine($0.meaning)) }, width: width)
    }
}
