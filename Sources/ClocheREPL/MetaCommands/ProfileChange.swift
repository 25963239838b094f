import Cloche

/// A change to another profile, for `:profile` and `:set profile`.
enum ProfileChange {
    /// Replaces the session's permissions and limits by those of the profile in the settings, and says what holds now.
    ///
    /// - Throws: `REPLError` where one of them is not possible; then both are as they were.
    static func apply(_ settings: Settings, _ call: MetaCommandCall) async throws(REPLError) {
        var notes: [String] = []
        let permissions: PermissionSet
        do throws(ClocheError) {
            permissions = try settings.profile.permissions(notes: &notes)
        } catch {
            throw .session(error)
        }
        for note in notes { call.screen.notice(note) }
        let before = await call.session.limits
        let limits = settings.limits
        if limits != before {
            try await call.ask { session throws(ClocheError) in try await session.setLimits(limits) }
        }
        do throws(REPLError) {
            try await PermissionWords.change(to: permissions, lasting: permissions, call)
        } catch {
            try? await call.session.setLimits(before)
            throw error
        }
        if limits != before { call.screen.notice(LimitsText.line(limits)) }
    }
}
