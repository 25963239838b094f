/// The user's own modules, which lie in folders and which no package shall be installed for.
package struct LocalModules: Sendable {
    private let folders: [String]
    private let exists: @Sendable (String) -> Bool

    /// Has no folders.
    package static let none = LocalModules(folders: [], exists: { _ in false })

    /// Looks in folders.
    ///
    /// - Parameters:
    ///   - folders: The working directory, then that of the script.
    ///   - exists: Whether there is something at a path.
    package init(folders: [String], exists: @escaping @Sendable (String) -> Bool) {
        self.folders = folders
        self.exists = exists
    }

    /// The folder in which a module lies, as a file or as a folder; nil for none.
    func folder(of module: String) -> String? {
        folders.first { exists("\($0)/\(module).py") || exists("\($0)/\(module)/__init__.py") }
    }

    /// Whether a folder is the one that Python looks in.
    func isSearched(_ folder: String) -> Bool { folder == folders.first }
}
