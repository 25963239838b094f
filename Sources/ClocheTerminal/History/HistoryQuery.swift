/// What is looked for in cells: a text, whose case counts when it has a capital letter.
package struct HistoryQuery: Sendable {
    private let scalars: [Unicode.Scalar]
    private let bytes: [UInt8]
    private let countsCase: Bool
    private let isASCII: Bool

    /// Makes a query; an empty text is in every cell.
    package init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        bytes = Array(text.utf8)
        countsCase = scalars.contains { Self.folded($0) != $0 }
        isASCII = scalars.allSatisfy(\.isASCII)
    }

    /// Whether the text is somewhere in a cell.
    package func matches(_ cell: String) -> Bool {
        guard let first = bytes.first else { return true }
        var cell = cell
        return cell.withUTF8 { cell in
            if isASCII || countsCase { return contains(cell, first) }
            // No letter of ASCII is the small form of another one.
            guard cell.contains(where: { $0 >= 0x80 }) else { return false }
            return !ranges(in: String(decoding: cell, as: UTF8.self), limit: 1).isEmpty
        }
    }

    /// Where the text is in a cell, in Unicode scalars, without overlaps; at most so many places.
    package func ranges(in cell: String, limit: Int = 100) -> [Range<Int>] {
        let cell = cell.unicodeScalars.map { countsCase ? $0 : Self.folded($0) }
        guard !scalars.isEmpty else { return [] }
        var ranges: [Range<Int>] = []
        var start = 0
        while start + scalars.count <= cell.count, ranges.count < limit {
            if cell[start...].starts(with: scalars) {
                ranges.append(start..<(start + scalars.count))
                start += scalars.count
            } else {
                start += 1
            }
        }
        return ranges
    }

    private func contains(_ cell: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> Bool {
        guard cell.count >= bytes.count else { return false }
        let capital = !countsCase && (0x61...0x7A).contains(first) ? first & 0xDF : first
        return bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start <= cell.count - bytes.count {
                if cell[start] == first || cell[start] == capital, isHere(cell, start, bytes) { return true }
                start += 1
            }
            return false
        }
    }

    private func isHere(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var length = 1
        while length < bytes.count {
            let byte = cell[start + length]
            guard (countsCase ? byte : Self.folded(byte)) == bytes[length] else { return false }
            length += 1
        }
        return true
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// The small letter, where it is one scalar.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return Unicode.Scalar(folded(UInt8(scalar.value))) }
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        return small.count == 1 ? small.first ?? scalar : scalar
    }
}
