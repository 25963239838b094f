#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv6 address in its canonical spelling (RFC 5952), as the C library writes it.
struct IPv6Address: Sendable, Hashable, CustomStringConvertible {
    /// The canonical spelling, without brackets.
    let description: String

    /// The 16 bytes in network order.
    let bytes: [UInt8]

    /// Parses an address without brackets and without a zone.
    init?(_ text: some StringProtocol) {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, String(text), &bytes) == 1 else { return nil }
        var buffer = [CChar](repeating: 0, count: 64)
        guard inet_ntop(AF_INET6, bytes, &buffer, socklen_t(buffer.count)) != nil else { return nil }
        self.bytes = bytes
        description = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The IPv4 address inside `::ffff:a.b.c.d`.
    var mapped: IPv4Range? {
        guard bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff else { return nil }
        return IPv4Range(address: bytes[12...].reduce(0) { $0 << 8 | UInt32($1) }, prefix: 32)
    }
}
