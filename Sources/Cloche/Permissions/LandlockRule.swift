/// What the kernel lets the runner do below one path.
struct LandlockRule: Sendable, Hashable {
    /// An absolute path; where nothing is, the rule has no effect.
    let path: String

    let access: LandlockAccess
}
