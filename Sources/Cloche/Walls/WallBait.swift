#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What attempts at the walls are after: a file, a link to it, and a port that somebody listens on.
package struct WallBait: Sendable {
    /// The text of the file, and the value of the variable, that nobody may see.
    package static let word = "the canary of cloche's walls"

    /// The name of a variable that is not granted.
    package static let variable = "CLOCHE_CANARY"

    let folder: String
    private let listener: Int32
    let port: UInt16

    /// Makes everything in a new temporary folder.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`.
    package init() throws(ClocheError) {
        var template = Array("\(DenoDirectory.usualParent)/cloche-walls-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .spawnFailed("the probe", "making a folder", errorText(errno)) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        (listener, port) = Self.listen()
        mkdir(folder + "/granted", 0o700)
        let files = FileManager.default
        _ = files.createFile(atPath: folder + "/secret", contents: Data(Self.word.utf8))
        _ = files.createFile(atPath: folder + "/granted/fine", contents: Data("fine".utf8))
        symlink(folder + "/secret", folder + "/granted/link")
    }

    var granted: String { folder + "/granted" }
    var secret: String { folder + "/secret" }
    var link: String { granted + "/link" }

    /// True when something has connected to the port.
    package var wasReached: Bool {
        var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// Removes everything.
    package func remove() {
        if listener >= 0 { close(listener) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A socket that listens on a port of its own; 0 where there is none, which nothing connects to either.
    private static func listen() -> (Int32, UInt16) {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && Self.startListening(descriptor)
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        return (descriptor, isListening ? UInt16(bigEndian: address.sin_port) : 0)
    }

    private static func startListening(_ descriptor: Int32) -> Bool {
        #if canImport(Glibc)
            Glibc.listen(descriptor, 8) == 0
        #else
            Darwin.listen(descriptor, 8) == 0
        #endif
    }
}
