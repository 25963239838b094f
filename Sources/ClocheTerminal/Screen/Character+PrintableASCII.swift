extension Character {
    /// Its code when it is a printable character of ASCII; quicker than `asciiValue`, which looks for newlines of two scalars.
    var printableASCII: UInt8? {
        guard utf8.count == 1, let byte = utf8.first, (0x20..<0x7F).contains(byte) else { return nil }
        return byte
    }
}
