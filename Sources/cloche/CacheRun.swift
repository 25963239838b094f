internal import Cloche
internal import ClocheREPL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Shows the cache of packages, or makes room in it.
struct CacheRun {
    private let work: CacheWork
    private let console: Console
    private let cache: PackageCache

    init(_ work: CacheWork, _ console: Console, cache: PackageCache = .current()) {
        self.work = work
        self.console = console
        self.cache = cache
    }

    func run() -> ExitStatus {
        do throws(ClocheError) {
            switch work {
            case .list(let isJSON): list(isJSON: isJSON)
            case .prune(let bytes): tell(try cache.prune(to: bytes))
            case .clear: tell(try cache.clear())
            }
            return .success
        } catch {
            console.complain(error.message)
            return .failure
        }
    }

    private func list(isJSON: Bool) {
        let packages = cache.entries()
        if isJSON {
            for package in packages { write(CacheTable.json(package)) }
        } else {
            let width = console.isTerminal(STDOUT_FILENO) ? console.size.columns : .max
            for line in CacheTable.lines(packages, folder: cache.folder, width: width) { write(line) }
        }
    }

    private func tell(_ removed: [CachedPackage]) {
        write(CacheTable.removed(removed))
    }

    private func write(_ line: String) {
        console.stdout.write(line + "\n")
    }
}
