/// What the Tab key offers for the arguments of a meta-command.
package enum MetaCommandCompletion: Sendable, Equatable {
    /// Nothing.
    case nothing
    /// The names of the meta-commands, and what else `:help` explains.
    case names
    /// A kind of permission first, then paths where the kind takes paths.
    case kinds
    /// A kind of permission first, then what is granted of it, and paths where the kind takes paths.
    case granted
    /// A name of the session, which may have dots.
    case sessionName
    /// Paths of the host.
    case paths
    /// The numbers of checkpoints and the names of branches.
    case checkpoints
    /// The names of branches.
    case branches
    /// The identifiers of stored sessions.
    case sessions
    /// The names of packages, and the paths of wheels and of files with requirements.
    case packages
    /// The names of the session's packages.
    case installed
    /// `--lock`, then a path.
    case lock
    /// `--with-packages`, or a path.
    case savePaths
    /// The name of a setting first, then one of its values.
    case settings
    /// One of a few words.
    case words([String])
}
