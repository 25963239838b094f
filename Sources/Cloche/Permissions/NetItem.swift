/// One item of the `net` permission: a host, and a port or all of them.
///
/// `example.com`, `*.example.com`, `10.0.0.1`, `10.0.0.0/8`, `[::1]`, each also with `:port`. The spelling is Deno's.
/// Deno has no ranges of IPv6 addresses, so there are none here.
struct NetItem: Sendable, Hashable {
    enum Host: Sendable, Hashable {
        case name(String)
        case subdomains(String)
        case ipv4(IPv4Range)
        case ipv6(IPv6Address)
    }

    let host: Host

    /// 1 to 65535; `nil` is every port.
    let port: Int?

    /// Whether the item is an address of this machine or of a private network, which all of `net` leaves out.
    var isLocal: Bool {
        switch host {
        case .name(let name): name == "localhost"
        case .subdomains: false
        case .ipv4(let range): PrivateAddresses.ranges.contains { $0.overlaps(range) }
        case .ipv6(let address): PrivateAddresses.contains(address)
        }
    }

    /// Whether every connection that `other` allows is allowed by this item too.
    func contains(_ other: NetItem) -> Bool {
        guard port == nil || port == other.port else { return false }
        switch (host, other.host) {
        case (.subdomains(let domain), .name(let name)):
            return name.hasSuffix("." + domain)
        case (.subdomains(let domain), .subdomains(let part)):
            return part == domain || part.hasSuffix("." + domain)
        case (.ipv4(let range), .ipv4(let part)):
            return range.contains(part)
        default:
            return host == other.host
        }
    }
}

extension NetItem: CustomStringConvertible {
    /// The canonical spelling.
    var description: String {
        let host =
            switch host {
            case .name(let name): name
            case .subdomains(let domain): "*.\(domain)"
            case .ipv4(let range): range.description
            case .ipv6(let address): "[\(address)]"
            }
        return port.map { "\(host):\($0)" } ?? host
    }
}
