internal import Cloche
internal import ClocheREPL

extension PackageNames {
    /// What the lock of the pinned Pyodide and the cache of this user know; they are read when they are asked.
    static var ofThisMachine: PackageNames {
        PackageNames(bringing: { importNames?.package(for: $0) }, known: { importNames?.names ?? [] })
    }

    private static var importNames: ImportNames? {
        guard let runtime = try? Runtime.locate() else { return nil }
        return ImportNames(runtime: runtime, cache: .current(runtime: runtime))
    }
}
