/// A block of IPv4 addresses: an address and the length of its prefix.
struct IPv4Range: Sendable, Hashable {
    /// The first address of the block.
    let address: UInt32

    /// How many leading bits all addresses of the block share, 0 to 32.
    let prefix: Int

    /// The bits of `address` after the prefix are dropped.
    ///
    /// `prefix` outside 0 to 32 is a programming error.
    init(address: UInt32, prefix: Int) {
        precondition((0...32).contains(prefix))
        self.prefix = prefix
        self.address = address & Self.mask(prefix)
    }

    /// Parses `10.0.0.1` or `10.0.0.0/8`: four decimal parts without leading zeros.
    init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let address = Self.address(first) else { return nil }
        guard halves.count == 2 else {
            self.init(address: address, prefix: 32)
            return
        }
        guard let prefix = Self.number(halves[1], maximum: 32) else { return nil }
        self.init(address: address, prefix: prefix)
    }

    private static func mask(_ prefix: Int) -> UInt32 {
        prefix == 0 ? 0 : UInt32.max << (32 - UInt32(prefix))
    }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let byte = number(part, maximum: 255) else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func address(_ text: some StringProtocol) -> UInt32? {
        address(Substring(text))
    }

    /// A decimal number without sign or leading zero.
    static func number(_ text: some StringProtocol, maximum: Int) -> Int? {
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isDecimal, !text.isEmpty, text.utf8.count <= 5, text == "0" || !text.hasPrefix("0") else { return nil }
        guard let number = Int(text), number <= maximum else { return nil }
        return number
    }

    func contains(_ other: IPv4Range) -> Bool {
        prefix <= other.prefix && other.address & Self.mask(prefix) == address
    }

    func overlaps(_ other: IPv4Range) -> Bool {
        contains(other) || other.contains(self)
    }

    /// The blocks that are left of this one when the addresses of `other` are taken out.
    func subtracting(_ other: IPv4Range) -> [IPv4Range] {
        guard overlaps(other) else { return [self] }
        guard !other.contains(self) else { return [] }
        let low = IPv4Range(address: address, prefix: prefix + 1)
        let high = IPv4Range(address: address | (1 << (31 - UInt32(prefix))), prefix: prefix + 1)
        return low.subtracting(other) + high.subtracting(other)
    }
}

extension IPv4Range: CustomStringConvertible {
    /// `10.0.0.0/8`, or `10.0.0.1` where the block is one address.
    var description: String {
        let parts = [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }
        return parts.joined(separator: ".") + (prefix == 32 ? "" : "/\(prefix)")
    }
}
