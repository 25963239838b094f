import Cloche
internal import ClocheTerminal

/// Finds what a cell imports and the session lacks; the names come from the cell's text, never from the sandbox.
package struct AutoInstallation: Sendable {
    private let names: PackageNames
    private let local: LocalModules

    /// Makes a finder.
    package init(names: PackageNames, local: LocalModules) {
        self.names = names
        self.local = local
    }

    /// The modules that a cell needs and that no import would find, and the packages that bring them; nil for none.
    package func missing(in cell: String, _ session: any LiveSession) async -> (modules: [String], packages: [String])?
    {
        let modules = PythonImports.modules(in: cell).filter { local.folder(of: $0) == nil }.prefix(1000)
        guard !modules.isEmpty else { return nil }
        // A session that cannot tell says so when the cell runs.
        let missing = Set((try? await session.missingModules(Array(modules))) ?? [])
        let lacking = modules.filter(missing.contains)
        guard !lacking.isEmpty else { return nil }
        var seen: Set<String> = []
        return (lacking, lacking.map(names.package).filter { seen.insert($0).inserted })
    }

    /// Says what is missing.
    package static func sentence(_ modules: [String]) -> String {
        let verb = modules.count == 1 ? "is" : "are"
        return "the cell imports \(PackageText.list(modules)), which \(verb) not installed"
    }
}
