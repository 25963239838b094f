extension [UInt8] {
    /// Appends a number as four bytes, the lowest first.
    mutating func append(littleEndian value: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// The number that the four bytes at an offset hold, the lowest first; nil where there are not four.
    func littleEndian(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return (0..<4).reduce(0) { value, index in value | UInt32(self[offset + index]) << UInt32(8 * index) }
    }
}
