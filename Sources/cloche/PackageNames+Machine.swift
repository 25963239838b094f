internal import ClocheREPL

extension PackageNames {
    /// What this machine knows.
    static var ofThisMachine: PackageNames { .none }
}
