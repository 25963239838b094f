internal import Crypto

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

extension PackageCache {
    /// An archive on its way into the cache, in a folder of the staging folder that has its SHA-256 for a name.
    private struct Draft: Sendable {
        var package: LockedPackage
        var folder: String
    }

    /// Checks archives, packs them, and keeps them: all of them, or none where one is no sound package.
    ///
    /// Those that are there already are left out. An archive in the staging folder is taken from there, any other is
    /// copied.
    ///
    /// - Parameters:
    ///   - files: Each package with the path of its archive.
    ///   - staging: Where to work.
    ///   - progress: Is told `unpacking` and `ready`.
    /// - Throws: ``ClocheError`` with the codes `packageInvalid`, `installFailed` or `installCancelled`.
    package func add(
        _ files: [(package: LockedPackage, path: String)],
        staging: StagingFolder,
        progress: @escaping @Sendable (InstallEvent) -> Void = { _ in }
    ) async throws(ClocheError) {
        var drafts: [Draft] = []
        for file in files where !contains(file.package.sha256) {
            guard !drafts.contains(where: { $0.package.sha256 == file.package.sha256 }) else { continue }
            drafts.append(try await withBlockingCall { () throws(ClocheError) in try take(file, into: staging) })
        }
        if !drafts.isEmpty { try await pack(drafts, staging, progress) }
        let made = drafts
        try await withBlockingCall { () throws(ClocheError) in for draft in made { try check(draft) } }
        guard !Task.isCancelled else { throw .installCancelled }
        try await withBlockingCall { () throws(ClocheError) in for draft in made { try keep(draft) } }
        for file in files { progress(.ready(name: file.package.name)) }
    }

    /// Puts an archive into a folder of its own.
    private func take(
        _ file: (package: LockedPackage, path: String),
        into staging: StagingFolder
    ) throws(ClocheError) -> Draft {
        let package = file.package
        guard package.sha256.isSHA256, package.name.isPackageName, package.version.isPackageVersion,
            package.file.isPackageFile
        else {
            throw .install(.packageInvalid, "'\(package.name)'", "its name, version, file or SHA-256 is none")
        }
        let draft = Draft(package: package, folder: try staging.makeFolder(package.sha256))
        let target = "\(draft.folder)/\(package.file)"
        do throws(SystemError) {
            // What lies elsewhere belongs to somebody else, who may change it.
            if !file.path.hasPrefix(staging.path + "/") {
                try FileCopy.copy(file.path, to: target)
            } else if systemRename(file.path, target) != 0 {
                throw .last
            }
        } catch {
            throw .install(.installFailed, "'\(package.file)'", "'\(file.path)' cannot be read: \(error.reason)")
        }
        return draft
    }

    private func pack(
        _ drafts: [Draft],
        _ staging: StagingFolder,
        _ progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) {
        let names = Dictionary(drafts.map { ($0.package.sha256, $0.package.name) }) { first, _ in first }
        let jobs = drafts.map(\.package).map { package in
            InstallerProgram.PackJob(
                path: "\(package.sha256)/\(package.file)",
                sha256: package.sha256,
                file: package.file,
                kind: package.isLibrary ? .library : .wheel,
                name: package.name,
                version: package.version
            )
        }
        let located: Runtime
        if let runtime { located = runtime } else { located = try .locate() }
        let program = InstallerProgram(runtime: located, environment: environment)
        try await program.pack(jobs, in: staging) { sha256 in
            if let name = names[sha256] { progress(.unpacking(name: name)) }
        }
    }

    /// Holds what the installer made against what it was asked for, and writes our summary.
    private func check(_ draft: Draft) throws(ClocheError) {
        let package = draft.package
        guard (try? FileDigest.sha256(of: "\(draft.folder)/\(package.file)")) == package.sha256 else {
            throw .install(.packageInvalid, "'\(package.file)'", "it has another SHA-256 than expected")
        }
        let index: PackageIndex
        do {
            let file = try BoundedFile("\(draft.folder)/\(Self.indexName)", maximumBytes: PackageIndex.maximumBytes)
            index = try PackageIndex(checking: try file.read(0..<file.size))
        } catch {
            let reason = (error as? PackageIndex.Flaw)?.reason ?? (error as? ClocheError)?.message ?? ""
            throw .install(.packageInvalid, "'\(package.file)'", reason)
        }
        let packBytes = size(of: "\(draft.folder)/\(Self.packName)")
        guard index.summary.isOf(package), packBytes == index.summary.packBytes else {
            throw .install(.packageInvalid, "'\(package.file)'", "the installer made something else of it")
        }
        try write(index, of: draft)
    }

    private func write(_ index: PackageIndex, of draft: Draft) throws(ClocheError) {
        var locked = draft.package
        locked.isRequested = false
        locked.bytes = index.summary.archiveBytes
        let digest = SHA256.hash(data: index.bytes).hex
        let stored = StoredSummary(locked: locked, summary: index.summary, indexSHA256: digest)
        do {
            let bytes = Array(try JSONEncoder.wire.encode(stored))
            try AtomicFile.write([bytes], to: "\(draft.folder)/\(Self.summaryName)")
        } catch {
            throw .install(.installFailed, "'\(locked.file)'", (error as? ClocheError)?.message ?? "")
        }
        do throws(SystemError) {
            for name in [locked.file, Self.packName, Self.indexName, Self.summaryName] {
                try Self.finish("\(draft.folder)/\(name)")
            }
            try FileCalls.system.flush(folder: draft.folder)
        } catch {
            throw .install(.installFailed, "'\(locked.file)'", error.reason)
        }
    }

    /// Makes a file its owner's to read only, and returns when it is on the disk.
    private static func finish(_ path: String, calls: FileCalls = .system) throws(SystemError) {
        let file = try calls.open(path, O_RDONLY | O_NOFOLLOW)
        defer { calls.close(file) }
        guard fchmod(file, 0o400) == 0 else { throw .last }
        try calls.flush(file)
    }

    /// Gives a whole package its name in the cache; where another installation was faster, its own is as good.
    private func keep(_ draft: Draft) throws(ClocheError) {
        let sha256 = draft.package.sha256
        guard systemRename(draft.folder, place(of: sha256)) != 0, !contains(sha256) else { return }
        // What is left of a package that somebody took apart.
        remove(sha256)
        guard systemRename(draft.folder, place(of: sha256)) == 0 || contains(sha256) else {
            throw .install(.installFailed, "'\(draft.package.file)'", SystemError.last.reason)
        }
    }
}

extension PackageSummary {
    /// Whether it is about this package.
    fileprivate func isOf(_ package: LockedPackage) -> Bool {
        sha256 == package.sha256 && name == package.name && version == package.version && file == package.file
            && (kind == .library) == package.isLibrary
    }
}

private func systemRename(_ old: String, _ new: String) -> CInt { rename(old, new) }
