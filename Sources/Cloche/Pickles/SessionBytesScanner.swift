#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads the JSON that tools pass a pickle around in: an array of numbers, alone or beside the metadata.
///
/// It goes over the text once and keeps nothing but the bytes, whatever else the text holds.
struct SessionBytesScanner {
    /// What the text holds.
    struct Found: Equatable {
        var bytes: [UInt8]
        var metadata: Data?
    }

    private static let bytesKeys = ["session_bytes", "sessionBytes"]
    private static let metadataKeys = ["session_metadata", "sessionMetadata"]
    private static let maximumDepth = 128
    private static let maximumKeyLength = 256

    private let text: UnsafeRawBufferPointer
    private let maximumBytes: Int
    private var place = 0
    private var bytes: [UInt8]?
    private var metadata: Range<Int>?

    private init(_ text: UnsafeRawBufferPointer, maximumBytes: Int) {
        self.text = text
        self.maximumBytes = maximumBytes
    }

    /// Finds the bytes and the metadata.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidSessionPickle`.
    static func scan(_ text: Data, maximumBytes: Int) throws(ClocheError) -> Found {
        var result: Result<Found, ClocheError>?
        text.withUnsafeBytes { buffer in
            var scanner = SessionBytesScanner(buffer, maximumBytes: maximumBytes)
            do throws(ClocheError) {
                result = .success(try scanner.document())
            } catch {
                result = .failure(error)
            }
        }
        guard let result else { throw .invalidSessionPickle("it is empty") }
        return try result.get()
    }

    /// True for the four characters that JSON allows between its parts.
    static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0d].contains(byte) }

    private mutating func document() throws(ClocheError) -> Found {
        if try next() == UInt8(ascii: "[") { bytes = try array() } else { try object() }
        skipSpace()
        guard place == text.count else { throw flaw("something follows the JSON") }
        guard let bytes else {
            let isMetadata = metadata == nil && (try? PickleMetadata(parsing: Data(text))) != nil
            let hint = "it holds metadata only; load the pickle that it belongs to"
            throw .invalidSessionPickle(isMetadata ? hint : "it has no session_bytes")
        }
        return Found(bytes: bytes, metadata: metadata.map { Data(text[$0]) })
    }

    private mutating func object() throws(ClocheError) {
        try expect("{")
        if try next() == UInt8(ascii: "}") { return try expect("}") }
        repeat {
            let key = try key()
            try expect(":")
            if Self.bytesKeys.contains(key) {
                guard bytes == nil else { throw flaw("it has session_bytes twice") }
                bytes = try array()
            } else if Self.metadataKeys.contains(key) {
                guard metadata == nil else { throw flaw("it has session_metadata twice") }
                let place = try value()
                metadata = text[place].elementsEqual("null".utf8) ? nil : place
            } else {
                _ = try value()
            }
        } while try more(before: "}")
    }

    /// The numbers of an array, each a byte.
    private mutating func array() throws(ClocheError) -> [UInt8] {
        guard try next() == UInt8(ascii: "[") else { throw flaw("its session_bytes are not an array of numbers") }
        place += 1
        var bytes: [UInt8] = []
        if try next() == UInt8(ascii: "]") {
            place += 1
            return bytes
        }
        repeat {
            skipSpace()
            bytes.append(try byte())
            guard bytes.count <= maximumBytes else { throw .tooLargePickle(nil) }
        } while try more(before: "]")
        return bytes
    }

    private mutating func byte() throws(ClocheError) -> UInt8 {
        let start = place
        var number = 0
        while place < text.count, place - start < 4, let digit = Self.digit(text[place]) {
            number = number * 10 + digit
            place += 1
        }
        // Nothing is read at a place before it is known that the text goes on there.
        guard place > start, place - start == 1 || text[start] != UInt8(ascii: "0"),
            let byte = UInt8(exactly: number)
        else {
            throw flaw("its session_bytes hold something else than whole numbers from 0 to 255")
        }
        return byte
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// Passes a comma, or the end; false at the end.
    private mutating func more(before end: Unicode.Scalar) throws(ClocheError) -> Bool {
        let byte = try next()
        place += 1
        if byte == UInt8(ascii: ",") { return true }
        guard byte == UInt8(ascii: end) else { throw flaw("it is malformed JSON") }
        return false
    }

    /// A key, without what escapes in it would stand for.
    private mutating func key() throws(ClocheError) -> String {
        guard try next() == UInt8(ascii: "\"") else { throw flaw("it is malformed JSON") }
        let start = place + 1
        try string()
        guard place - start <= Self.maximumKeyLength else { return "" }
        return String(decoding: text[start..<place - 1], as: UTF8.self)
    }

    private mutating func string() throws(ClocheError) {
        place += 1
        while place < text.count, text[place] != UInt8(ascii: "\"") {
            place += text[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard place < text.count else { throw flaw("it ends in the middle") }
        place += 1
    }

    /// Passes over a value of any kind, and tells where it stands.
    private mutating func value() throws(ClocheError) -> Range<Int> {
        skipSpace()
        let start = place
        var depth = 0
        repeat {
            switch try next() {
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                place += 1
                guard depth <= Self.maximumDepth else { throw flaw("it is nested too deeply") }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw flaw("it is malformed JSON") }
                place += 1
            default: scalar()
            }
            guard depth >= 0 else { throw flaw("it is malformed JSON") }
        } while depth > 0
        return start..<place
    }

    /// Passes over a number or a word.
    private mutating func scalar() {
        while place < text.count, !Self.isSpace(text[place]), !",:[]{}\"".utf8.contains(text[place]) { place += 1 }
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(ClocheError) {
        guard try next() == UInt8(ascii: character) else { throw flaw("it is malformed JSON") }
        place += 1
    }

    private mutating func next() throws(ClocheError) -> UInt8 {
        skipSpace()
        guard place < text.count else { throw flaw("it ends in the middle") }
        return text[place]
    }

    private mutating func skipSpace() {
        while place < text.count, Self.isSpace(text[place]) { place += 1 }
    }

    private func flaw(_ reason: String) -> ClocheError { .invalidSessionPickle(reason) }
}
