/// The addresses that are not public: this machine, private networks, link-local and metadata services.
enum PrivateAddresses {
    /// From the IANA registry of special-purpose IPv4 addresses, and one address of Azure's metadata service.
    static let ranges: [IPv4Range] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { IPv4Range($0) }

    /// The IPv6 addresses that Deno can deny, one by one: this machine, and the metadata services of AWS and Google.
    ///
    /// Deno has no ranges of them.
    static let addresses: [IPv6Address] = ["::", "::1", "fd00:ec2::254", "fd20:ce::254"].compactMap { IPv6Address($0) }

    /// Whether the address is this machine, unique local, link-local, multicast, or a way to an IPv4 address.
    static func contains(_ address: IPv6Address) -> Bool {
        let bytes = address.bytes
        if bytes[0] & 0xfe == 0xfc || bytes[0] == 0xff { return true }
        if bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80 { return true }
        if bytes[0..<12].allSatisfy({ $0 == 0 }) { return true }
        if bytes[0..<4] == [0, 0x64, 0xff, 0x9b] || bytes[0..<2] == [0x20, 0x02] { return true }
        return addresses.contains(address)
    }

    /// What a net grant denies: everything private, less what `named` names.
    ///
    /// Deno lets a denial win over every grant, so a named address has to leave the list of denials; it has no
    /// denial of a port range, so the address leaves it with all its ports.
    static func denials(without named: [NetItem], ownAddresses: [String]) -> [String] {
        let own = ownAddresses.compactMap { IPv4Range($0) }
        var ranges = ranges + own.filter { address in !Self.ranges.contains { $0.contains(address) } }
        var single = addresses + ownAddresses.compactMap { IPv6Address($0) }.filter { !addresses.contains($0) }
        for item in named {
            switch item.host {
            case .ipv4(let range):
                ranges = ranges.flatMap { $0.subtracting(range) }
            case .ipv6(let address):
                single.removeAll { $0 == address }
            case .name("localhost"):
                ranges = ranges.flatMap { $0.subtracting(IPv4Range(address: 0x7f00_0001, prefix: 32)) }
                single.removeAll { $0.description == "::1" }
            case .name, .subdomains:
                continue
            }
        }
        return ranges.map(\.description) + single.map { "[\($0)]" }
    }
}
