import Foundation
import Glibc

/// A server on a free port of 127.0.0.1 until it is closed: it answers HTTP requests, or says nothing at all.
///
/// `@unchecked Sendable`: both properties are set once, and descriptors may be used from any thread.
final class LoopbackServer: @unchecked Sendable {
    /// Where it listens.
    let port: Int

    private let descriptor: Int32

    /// Begins to listen; nobody is answered where `isSilent`.
    init(isSilent: Bool = false) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = descriptor
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = getsockname(listener, $0, &length)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        listen(descriptor, 16)
        if !isSilent { Thread.detachNewThread { Self.serve(listener) } }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)); Glibc.close(descriptor) }

    private static func serve(_ listener: Int32) {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            answer(connection)
            Glibc.close(connection)
        }
    }

    /// Reads one request to its end, and answers "ok".
    private static func answer(_ connection: Int32) {
        var request: [UInt8] = []
        var missing = Int.max
        while missing > 0 {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            request += buffer.prefix(count)
            let text = String(decoding: request.prefix(4096), as: UTF8.self).lowercased()
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let length = text.components(separatedBy: "content-length: ").dropFirst().first.map {
                $0.prefix { $0.isNumber }
            }
            missing = text[..<head.upperBound].utf8.count + (length.flatMap { Int($0) } ?? 0) - request.count
        }
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
        _ = write(connection, answer, answer.utf8.count)
    }
}
