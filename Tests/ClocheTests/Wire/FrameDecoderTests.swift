import Testing

@testable import Cloche

@Suite("FrameDecoder")
struct FrameDecoderTests {
    private let frames = [
        Frame(header: Array("{}".utf8)),
        Frame(header: Array("{\"a\":1}".utf8), body: [0, 1, 2, 255]),
        Frame(header: [], body: [7]),
    ]

    @Test("frames come out whole whatever the pieces they arrive in", arguments: 1...12)
    func pieces(size: Int) throws {
        let bytes = try frames.flatMap(FrameEncoder.encode)
        var decoder = FrameDecoder()
        var decoded: [Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoder.append(Array(bytes[start..<min(start + size, bytes.count)]))
            while let frame = try decoder.next() { decoded.append(frame) }
        }
        #expect(decoded == frames)
        #expect(decoder.pendingBytes == 0)
    }

    @Test("a length is written with its lowest byte first")
    func byteOrder() throws {
        let bytes = try FrameEncoder.encode(Frame(header: Array("{}".utf8), body: Array(repeating: 9, count: 258)))
        #expect(Array(bytes[..<10]) == [2, 0, 0, 0, 2, 1, 0, 0, 0x7b, 0x7d])
    }

    @Test("a header above 1 MiB is refused before its bytes arrive")
    func longHeader() {
        var decoder = FrameDecoder()
        decoder.append([1, 0, 0x10, 0, 0, 0, 0, 0])
        #expect(throws: ClocheError.wire("Cannot decode frame: its header is 1048577 bytes, maximum is 1048576")) {
            try decoder.next()
        }
    }

    @Test("a body above 8 MiB is refused before its bytes arrive")
    func longBody() {
        var decoder = FrameDecoder()
        decoder.append([0, 0, 0, 0, 255, 255, 255, 255])
        #expect(throws: ClocheError.wire("Cannot decode frame: its body is 4294967295 bytes, maximum is 8388608")) {
            try decoder.next()
        }
    }

    @Test("a frame that is too long is not encoded")
    func encodesNoLongFrame() {
        let frame = Frame(header: [], body: Array(repeating: 0, count: Frame.maximumBodyLength + 1))
        #expect(throws: ClocheError.self) { try FrameEncoder.encode(frame) }
    }
}
