/// What an installation does, as it goes on.
public enum InstallEvent: Sendable, Equatable {
    /// It looks for versions that go together.
    case resolving

    /// It found them: those that the session lacks.
    case resolved([LockedPackage])

    /// It downloads: bytes so far, and in all where that is known.
    case downloading(name: String, received: Int, total: Int?)

    /// It checks a file and unpacks it.
    case unpacking(name: String)

    /// The package is in the cache.
    case ready(name: String)

    /// Something that the user should know.
    case note(String)
}
