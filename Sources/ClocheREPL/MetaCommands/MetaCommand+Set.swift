import Cloche

extension MetaCommand {
    /// The row of `:set [NAME [VALUE]]`.
    static let set = MetaCommand(
        name: "set",
        arguments: "[NAME [VALUE]]",
        arity: 0...2,
        summary: "show or change the settings of this session",
        details: ["What is to hold for every session stands in ~/.config/cloche/config.toml; the names are the same."]
            + SettingTable.rows.map { "\($0.name): \($0.summary). It can be \($0.values)." },
        examples: [
            MetaCommandExample(":set", "lists the settings, and where each value comes from"),
            MetaCommandExample(":set keymap vi", "edits cells with vi's keys"),
            MetaCommandExample(":set prompt '{n}> '", "shortens the prompt"),
        ],
        completion: .settings
    ) { (call) throws(REPLError) in
        var settings = call.settings
        settings.update(limits: await call.session.limits)
        guard let name = call.words.first else {
            await call.page(list(settings))
            return .done
        }
        let row = try SettingTable.row(named: name)
        guard call.words.count > 1 else {
            for line in description(of: row, in: settings, width: call.screen.columns()) { call.screen.line(line) }
            return .done
        }
        return .configure(try await change(row, to: call.words[1], in: settings, call))
    }

    private static func change(
        _ row: Setting,
        to text: String,
        in settings: Settings,
        _ call: MetaCommandCall
    ) async throws(REPLError) -> Settings {
        var changed = settings
        try changed.set(row.name, to: text, from: .session)
        guard !row.isFixed else {
            throw .usage("'\(row.name)' counts when a session begins; it belongs into the config file")
        }
        // Also where the profile is the same: what was granted since then goes.
        if row.name == Setting.profile.name {
            try await ProfileChange.apply(changed, call)
        } else if changed.limits != settings.limits {
            let limits = changed.limits
            try await call.ask { session throws(ClocheError) in try await session.setLimits(limits) }
        }
        if (changed.checkpoints, changed.checkpointBytes) != (settings.checkpoints, settings.checkpointBytes) {
            await call.session.keep(checkpoints: changed.checkpoints, bytes: changed.checkpointBytes)
        }
        call.screen.notice("\(row.name): \(shown(row, changed))")
        return changed
    }

    private static func list(_ settings: Settings) -> [String] {
        let origins = SettingTable.rows.map { settings.origin(of: $0.name).rawValue }
        let nameWidth = SettingTable.names.map(\.count).max() ?? 0
        let originWidth = origins.map(\.count).max() ?? 0
        return zip(SettingTable.rows, origins).map { row, origin in
            pad(row.name, nameWidth) + "  " + pad(origin, originWidth) + "  " + shown(row, settings)
        }
    }

    private static func description(of row: Setting, in settings: Settings, width: Int) -> [String] {
        let about = "\(row.summary); it can be \(row.values)"
        return ["\(row.name): \(shown(row, settings)) (\(settings.origin(of: row.name).rawValue))"]
            + TextWrap.wrap(about, width: width - 3).map { "  " + $0 }
    }

    /// A value so that it can be typed after the name.
    private static func shown(_ row: Setting, _ settings: Settings) -> String {
        ShellWords.quote(
            PlainText.isPlain(row.show(settings)) ? row.show(settings) : PlainText.oneLine(row.show(settings))
        )
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
