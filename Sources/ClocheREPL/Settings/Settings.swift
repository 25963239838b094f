package import Cloche
internal import ClocheTerminal

/// What a user can choose about cloche; the rows of ``SettingTable`` read and show each value as text.
package struct Settings: Sendable, Equatable {
    /// Whose keys edit a cell.
    var keymap = KeymapChoice.automatic
    /// Whether colours are used.
    package var colors = ColorChoice.automatic
    /// What stands before a cell.
    var prompt = PromptTemplate.standard
    /// Whether the rest of an earlier cell is shown behind one that begins like it.
    var hasSuggestions = true
    /// Whether cells are kept for later sessions.
    package var keepsHistory = true
    /// How many cells are kept.
    package var historySize = 10_000
    /// Whether the audit log is kept.
    package var keepsAudit = true
    /// How large a file of the audit log may be, in bytes.
    package var auditSize = AuditBounds().fileBytes
    /// Whether sessions are kept on the disk as they run.
    package var keepsSessions = true
    /// How many checkpoints of a session are kept.
    package var checkpoints = 200
    /// How many bytes the checkpoints of all sessions may take up.
    package var checkpointBytes = 1 << 30
    /// Whether packages that a cell imports are installed before it runs.
    package var installsAutomatically = false
    /// Whether packages come from the cache only.
    package var isOffline = false
    /// How many bytes the cache of packages may take up.
    package var packageCacheBytes = SessionOptions().packageCacheBytes
    /// What a cell may use up.
    package var limits = Limits()
    /// What is granted at the start.
    package var profile = Profile.none
    /// The profiles of the config file.
    package var ownProfiles: [Profile] = []
    /// The file of cells that are run at the start.
    package var startup: String?
    /// What shows long texts.
    var pager = PagerChoice.automatic

    /// The origins that are not `standard`, by the name of the setting.
    private var origins: [String: SettingOrigin] = [:]

    /// Makes the settings that nobody changed.
    package init() {}

    /// What these settings say to the line editor.
    func preferences(isColored: Bool) -> EditorPreferences {
        EditorPreferences(keymap: keymap, isColored: isColored, hasSuggestions: hasSuggestions)
    }

    /// Where the value of a setting comes from.
    package func origin(of name: String) -> SettingOrigin {
        origins[name] ?? .standard
    }

    /// Changes a setting.
    ///
    /// - Throws: `REPLError` with code `usage` for a name that is none, or a value that it cannot have.
    package mutating func set(_ name: String, to text: String, from origin: SettingOrigin) throws(REPLError) {
        let row = try SettingTable.row(named: name)
        var changed = self
        try row.assign(text, to: &changed)
        changed.origins[name] = origin
        if name == Setting.profile.name { try changed.takeLimits(of: changed.profile) }
        self = changed
    }

    /// All profiles: those that cloche brings, and the user's own.
    package var profiles: [Profile] { Profile.builtIn + ownProfiles }

    /// Takes over a profile's limits; those of the profile before it go.
    private mutating func takeLimits(of profile: Profile) throws(REPLError) {
        let usual = Settings()
        for row in SettingTable.rows where origin(of: row.name) == .profile {
            try row.assign(row.show(usual), to: &self)
            origins[row.name] = nil
        }
        for limit in profile.limits {
            try SettingTable.row(named: limit.name).assign(limit.text, to: &self)
            origins[limit.name] = .profile
        }
    }

    /// Takes over limits that were changed beside the settings.
    mutating func update(limits changed: Limits) {
        let before = self
        limits = changed
        for row in SettingTable.rows where row.show(self) != row.show(before) { origins[row.name] = .session }
    }
}
