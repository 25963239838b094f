/// One unit of the wire: a JSON header and raw bytes after it.
struct Frame: Equatable, Sendable {
    /// The longest header, in bytes.
    static let maximumHeaderLength = 1 << 20

    /// The longest body, in bytes; what is longer goes in chunks, so that an interrupt never waits behind an image.
    static let maximumBodyLength = 8 << 20

    /// The size of what stands before the header: its length and the body's, each a little-endian 32-bit number.
    static let prefixLength = 8

    /// One JSON object in UTF-8.
    var header: [UInt8]

    /// The bytes that belong to the message, uninterpreted.
    var body: [UInt8] = []
}
