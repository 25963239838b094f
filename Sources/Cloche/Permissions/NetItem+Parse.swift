extension NetItem {
    /// Why a text is not a `net` item; a phrase that follows a colon.
    struct Malformed: Error {
        let reason: String
    }

    /// Parses an item in any spelling of it.
    static func parse(_ text: String) throws(Malformed) -> NetItem {
        guard !text.contains("://") else {
            throw Malformed(reason: "it is a URL; name the host and the port, for example example.com:443")
        }
        guard !text.hasPrefix("[") else { return try parseBracketed(text) }
        guard text.utf8.count(where: { $0 == UInt8(ascii: ":") }) < 2 else {
            throw Malformed(reason: "an IPv6 address is written in brackets and one by one, for example [::1]:8000")
        }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let port: Int? = halves.count == 2 ? try parsePort(halves[1]) : nil
        return NetItem(host: try parseHost(halves[0].lowercased()), port: port)
    }

    private static func parseBracketed(_ text: String) throws(Malformed) -> NetItem {
        let halves = text.dropFirst().split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let address = IPv6Address(halves[0]) else {
            throw Malformed(reason: "it is not an IPv6 address in brackets, for example [::1]:8000")
        }
        let host = address.mapped.map { Host.ipv4($0) } ?? .ipv6(address)
        guard !halves[1].isEmpty else { return NetItem(host: host, port: nil) }
        guard halves[1].hasPrefix(":") else {
            throw Malformed(reason: "Deno cannot check ranges of IPv6 addresses; name single ones")
        }
        return NetItem(host: host, port: try parsePort(halves[1].dropFirst()))
    }

    private static func parsePort(_ text: Substring) throws(Malformed) -> Int {
        guard let port = IPv4Range.number(text, maximum: 65535), port > 0 else {
            throw Malformed(reason: "the port is '\(text)', a port is a number from 1 to 65535")
        }
        return port
    }

    private static func parseHost(_ text: String) throws(Malformed) -> Host {
        if let range = IPv4Range(text) { return .ipv4(range) }
        guard !text.contains("/") else {
            throw Malformed(reason: "a range is written as an IPv4 address and a length, for example 10.0.0.0/8")
        }
        let name = text.hasSuffix(".") ? String(text.dropLast()) : text
        guard name.hasPrefix("*.") else { return .name(try checkName(name)) }
        return .subdomains(try checkName(String(name.dropFirst(2))))
    }

    private static func checkName(_ name: String) throws(Malformed) -> String {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy({ (1...63).contains($0.utf8.count) }) else {
            throw Malformed(reason: "it is not a host name")
        }
        guard name.utf8.allSatisfy(isNameByte) else {
            throw Malformed(
                reason: "a host name has letters of ASCII, digits, '-', '_' and '.'; write others in their xn-- form"
            )
        }
        // A name like 127.1, 2130706433 or 0x7f000001 is an address in disguise.
        guard let last = labels.last, !isNumber(last) else {
            throw Malformed(reason: "an IPv4 address is written as four decimal numbers, for example 127.0.0.1")
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func isNumber(_ label: Substring) -> Bool {
        guard !label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
        return label.hasPrefix("0x") && label.dropFirst(2).allSatisfy(\.isHexDigit)
    }
}
