/// Turns bytes that arrive in pieces of any size into frames.
///
/// It holds at most one incomplete frame beside what was appended, and checks the lengths before it waits for the bytes.
struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0

    /// The number of bytes that are not part of a frame yet.
    var pendingBytes: Int { buffer.count - start }

    /// Takes in bytes that have arrived.
    mutating func append(_ bytes: [UInt8]) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer += bytes
    }

    /// Takes the next frame out, nil where it is not complete yet.
    ///
    /// - Throws: ``ClocheError`` where a length is above its maximum; the decoder is of no use then.
    mutating func next() throws(ClocheError) -> Frame? {
        guard let headerLength = buffer.littleEndian(at: start), let bodyLength = buffer.littleEndian(at: start + 4)
        else {
            return nil
        }
        try Self.check("header", headerLength, maximum: Frame.maximumHeaderLength)
        try Self.check("body", bodyLength, maximum: Frame.maximumBodyLength)
        let headerStart = start + Frame.prefixLength
        let bodyStart = headerStart + Int(headerLength)
        let end = bodyStart + Int(bodyLength)
        guard buffer.count >= end else {
            buffer.reserveCapacity(end)
            return nil
        }
        start = end
        return Frame(header: Array(buffer[headerStart..<bodyStart]), body: Array(buffer[bodyStart..<end]))
    }

    private static func check(_ what: String, _ length: UInt32, maximum: Int) throws(ClocheError) {
        guard length <= UInt32(maximum) else {
            throw .wire("Cannot decode frame: its \(what) is \(length) bytes, maximum is \(maximum)")
        }
    }
}
