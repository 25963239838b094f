internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Tells how far pip is, by the sizes of the files in the folder that it works in.
struct DownloadWatch: Sendable {
    let folder: String
    let packages: [LockedPackage]
    let progress: @Sendable (InstallEvent) -> Void

    /// How often it looks.
    static let pause = Duration.milliseconds(100)

    /// Looks again and again, until the task is cancelled.
    func run() async {
        var told: [String: Int] = [:]
        while !Task.isCancelled {
            for (package, received) in sizes() where received != told[package.sha256] {
                told[package.sha256] = received
                progress(.downloading(name: package.name, received: received, total: package.bytes))
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Tells that all is there.
    func finish() {
        for (package, received) in sizes() {
            progress(.downloading(name: package.name, received: received, total: received))
        }
    }

    /// The files that are there in part or whole: pip writes into folders of its own, then moves into `wheels`.
    private func sizes() -> [(LockedPackage, Int)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let folders = names.filter { $0.hasPrefix("pip-") || $0 == "wheels" }
        return packages.compactMap { package in
            let sizes = folders.compactMap { size(of: "\(folder)/\($0)/\(package.file)") }
            return sizes.max().map { (package, $0) }
        }
    }

    private func size(of path: String) -> Int? {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }
}
