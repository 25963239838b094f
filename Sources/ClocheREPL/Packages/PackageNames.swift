/// What this machine knows of the names of packages, without asking anybody.
package struct PackageNames: Sendable {
    private let bringing: @Sendable (String) -> String?
    private let known: @Sendable () -> [String]

    /// Knows nothing.
    package static let none = PackageNames(bringing: { _ in nil }, known: { [] })

    /// Takes what knows the names.
    ///
    /// - Parameters:
    ///   - bringing: Finds the package that brings a top-level module.
    ///   - known: Lists the packages that are in the cache or in the lock of Pyodide.
    package init(
        bringing: @escaping @Sendable (String) -> String?,
        known: @escaping @Sendable () -> [String]
    ) {
        self.bringing = bringing
        self.known = known
    }

    /// The package that brings a top-level module: one that is known to, else the one that has its name.
    func package(for module: String) -> String {
        bringing(module) ?? Self.normalized(module)
    }

    /// Whether a package is known to bring a top-level module.
    func brings(_ module: String) -> Bool { bringing(module) != nil }

    /// A name in the one spelling that stands for all, by PEP 503.
    static func normalized(_ name: String) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }

    /// The names that the Tab key offers, sorted.
    var all: [String] { known() }
}
