#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The addresses of this machine.
enum OwnAddresses {
    /// The addresses of all interfaces, as text without zones, sorted and unique.
    static var current: [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var addresses: [String] = []
        var next = first
        while let entry = next {
            if let address = entry.pointee.ifa_addr.flatMap(text) { addresses.append(address) }
            next = entry.pointee.ifa_next
        }
        return PermissionRule.sorted(addresses)
    }

    private static func text(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        let sizes = [AF_INET: MemoryLayout<sockaddr_in>.size, AF_INET6: MemoryLayout<sockaddr_in6>.size]
        guard let size = sizes[Int32(address.pointee.sa_family)] else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let length = socklen_t(buffer.count)
        guard getnameinfo(address, socklen_t(size), &buffer, length, nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        let bytes = buffer.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: "%")) }
        return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
