#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Bytes that lie in memory or in a file, and are read piece by piece.
struct ByteSource: Sendable {
    /// The number of bytes.
    let count: Int

    private let content: @Sendable (Range<Int>) throws(ClocheError) -> [UInt8]

    /// Makes a source of bytes in memory.
    init(_ bytes: Data) {
        count = bytes.count
        content = { range throws(ClocheError) in
            [UInt8](bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)])
        }
    }

    /// Makes a source of the bytes of a file, which stays open as long as the source is there.
    init(_ file: BoundedFile) {
        count = file.size
        content = { range throws(ClocheError) in try file.read(range) }
    }

    /// The bytes of a range that lies within the source.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile` where the disk does not give them.
    func read(_ range: Range<Int>) throws(ClocheError) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return try content(range)
    }
}
