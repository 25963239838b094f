/// Turns frames into bytes.
enum FrameEncoder {
    /// The bytes of a frame.
    ///
    /// - Throws: ``ClocheError`` where the header or the body is longer than a frame may hold.
    static func encode(_ frame: Frame) throws(ClocheError) -> [UInt8] {
        try check("header", frame.header.count, maximum: Frame.maximumHeaderLength)
        try check("body", frame.body.count, maximum: Frame.maximumBodyLength)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Frame.prefixLength + frame.header.count + frame.body.count)
        bytes.append(littleEndian: UInt32(frame.header.count))
        bytes.append(littleEndian: UInt32(frame.body.count))
        bytes += frame.header
        bytes += frame.body
        return bytes
    }

    private static func check(_ what: String, _ length: Int, maximum: Int) throws(ClocheError) {
        guard length <= maximum else {
            throw .wire("Cannot encode frame: its \(what) is \(length) bytes, maximum is \(maximum)")
        }
    }
}
