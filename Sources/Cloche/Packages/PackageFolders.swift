#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where packages are kept on this machine, by the XDG Base Directory Specification.
///
/// No cell sees either folder, whatever is granted: not to read, since a session has no business with the packages of
/// others, and not to write, since a file that was changed would be code in another session.
package struct PackageFolders: Sendable, Equatable {
    /// The cache of packages, and the folders in which installations work; an absolute path.
    package let packages: String

    /// The site folders of sessions; an absolute path.
    package let sites: String

    /// The folders of a user; nil without a home.
    package init?(environment: [String: String]) {
        self.init { environment[$0] }
    }

    /// The folders of this process's user; nil without a home.
    static var current: PackageFolders? { PackageFolders(variable: PermissionResolver.environmentVariable) }

    private init?(variable: (String) -> String?) {
        let home = variable("HOME").flatMap { HostPath.isAbsolute($0) ? $0 : nil }
        let named = variable("XDG_CACHE_HOME").flatMap { HostPath.isAbsolute($0) ? $0 : nil }
        guard let base = named ?? home.map({ $0 + "/.cache" }) else { return nil }
        packages = HostPath.normalized(base + "/cloche/packages")
        sites = HostPath.normalized(base + "/cloche/sites")
    }

    /// Makes a folder for its owner only, with those above it, and gives its real path.
    ///
    /// - Throws: What was in the way; `EINVAL` where Deno's flags cannot hold the path.
    static func make(_ path: String) throws(SystemError) -> String {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o700)
        }
        guard let real = PermissionResolver.realPath(path) else { throw .last }
        guard access(real, W_OK | X_OK) == 0 else { throw .last }
        guard PermissionItem.commonFlaw(real) == nil else { throw SystemError(number: EINVAL) }
        return real
    }
}
