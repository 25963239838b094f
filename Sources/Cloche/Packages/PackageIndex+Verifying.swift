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

extension PackageIndex {
    /// Whether a file is the pack that it describes, byte for byte; reads all of it.
    func describes(pack path: String, calls: FileCalls = .system) -> Bool {
        guard let whole = try? JSONDecoder().decode(Whole.self, from: Data(bytes)),
            let pack = try? calls.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        else { return false }
        defer { calls.close(pack) }
        guard let status = try? PrivateFile.status(of: pack), status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) == summary.packBytes
        else { return false }
        return whole.files.allSatisfy { file in
            var digest = SHA256()
            let isRead: Void? = try? calls.forEachPiece(of: pack, at: file.offset, length: file.size) { bytes, _ in
                digest.update(data: bytes)
                return true
            }
            return isRead != nil && digest.finalize().hex == file.sha256
        }
    }
}
