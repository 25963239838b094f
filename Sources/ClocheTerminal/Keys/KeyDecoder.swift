/// Turns the bytes of a terminal into keys.
///
/// A lone ESC and the beginning of a sequence look alike, so the caller says when nothing has followed for
/// `patience` milliseconds.
struct KeyDecoder: Sendable {
    private static let pasteStart = "[200~"
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    private static let escape: UInt8 = 0x1B
    private static let interrupt: UInt8 = 0x03
    private static let maximumSequenceLength = 32

    private var bytes: [UInt8] = []
    private var position = 0
    /// How far a paste has been looked through for its end; nil outside a paste.
    private var pasteScan: Int?
    /// Whether Ctrl-C came in the paste: what follows, up to its end, is dropped.
    private var isStopped = false

    /// Whether bytes wait that have not become keys.
    var isEmpty: Bool { position == bytes.count }

    /// Whether a paste has begun and not ended.
    var isPasting: Bool { pasteScan != nil }

    /// How long to wait for the rest of what has begun, in milliseconds; nil for ever.
    var patience: Int32? {
        if pasteScan != nil { return isStopped ? 200 : 1000 }
        return !isEmpty && bytes[position] == Self.escape ? 50 : nil
    }

    /// Takes bytes that the terminal sent.
    mutating func feed(_ new: some Sequence<UInt8>) {
        if position > 4096 || isEmpty {
            bytes.removeFirst(position)
            pasteScan = pasteScan.map { $0 - position }
            position = 0
        }
        bytes += new
    }

    /// Puts text back in front, as if its characters had been typed next.
    mutating func unread(_ text: String) {
        bytes.replaceSubrange(..<position, with: Array(text.utf8))
        position = 0
    }

    /// Takes the next key.
    ///
    /// - Parameter isOverdue: whether the rest of what has begun did not come in time, and is taken as it is.
    /// - Returns: nil when more bytes are needed.
    mutating func next(isOverdue: Bool = false) -> Key? {
        if pasteScan != nil { return nextOfPaste(isOverdue: isOverdue) }
        guard !isEmpty else { return nil }
        guard bytes[position] == Self.escape else { return nextScalar() }
        switch sequenceLength() {
        case .none where isOverdue, 0, 1: return take(1).map { .scalar(Unicode.Scalar($0)) }
        case .none: return nil
        case .some(let length):
            let sequence = String(decoding: bytes[(position + 1)..<(position + length)], as: UTF8.self)
            position += length
            guard sequence == Self.pasteStart else { return .sequence(sequence) }
            pasteScan = position
            return nextOfPaste(isOverdue: false)
        }
    }

    /// The length of the sequence that begins here; nil when its end has not come, 0 when it is none.
    private func sequenceLength() -> Int? {
        let rest = bytes[(position + 1)...]
        guard let kind = rest.first else { return nil }
        guard kind == Self.escape else { return kind < 0x80 ? Self.sequenceLength(rest).map { $0 + 1 } : 0 }
        // Alt with a key that sends a sequence itself.
        guard let inner = rest.dropFirst().first else { return nil }
        guard inner == UInt8(ascii: "[") || inner == UInt8(ascii: "O") else { return 0 }
        return Self.sequenceLength(rest.dropFirst()).map { $0 + 2 }
    }

    /// The length of what belongs to an ESC before it; nil when its end has not come, -1 when nothing does.
    private static func sequenceLength(_ rest: ArraySlice<UInt8>) -> Int? {
        switch rest.first {
        case UInt8(ascii: "O"): return rest.count > 1 ? 2 : nil
        case UInt8(ascii: "["):
            // The function keys of the Linux console: ESC [ [ A.
            if rest.dropFirst().first == UInt8(ascii: "[") { return rest.count > 2 ? 3 : nil }
            let parameters = rest.dropFirst().prefix { (0x20...0x3F).contains($0) }
            guard parameters.count < maximumSequenceLength else { return -1 }
            guard parameters.endIndex < rest.endIndex else { return nil }
            let isWhole = (0x40...0x7E).contains(rest[parameters.endIndex])
            return isWhole ? parameters.endIndex + 1 - rest.startIndex : -1
        default: return 1
        }
    }

    private mutating func nextScalar() -> Key? {
        let length =
            switch bytes[position] {
            case 0xC2..<0xE0: 2
            case 0xE0..<0xF0: 3
            case 0xF0..<0xF5: 4
            default: 1
            }
        let continuation = bytes[(position + 1)...].prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }
        // Too short: either the rest has not come yet, or something else stands in its place.
        if continuation.count < length - 1, continuation.endIndex == bytes.count { return nil }
        let text = String(decoding: bytes[position..<continuation.endIndex], as: UTF8.self)
        position = continuation.endIndex
        let scalars = text.unicodeScalars
        return .scalar(scalars.count == 1 ? scalars.first ?? "\u{FFFD}" : "\u{FFFD}")
    }

    private mutating func take(_ count: Int) -> UInt8? {
        defer { position += count }
        return bytes[position]
    }

    private mutating func nextOfPaste(isOverdue: Bool) -> Key? {
        guard var scan = pasteScan else { return nil }
        while let found = bytes[scan...].firstIndex(where: { $0 == Self.escape || $0 == Self.interrupt }) {
            if bytes[found] == Self.interrupt {
                isStopped = true
                position = found + 1
                scan = position
                continue
            }
            let candidate = bytes[found...].prefix(Self.pasteEnd.count)
            if candidate.elementsEqual(Self.pasteEnd) { return endPaste(at: found, next: candidate.endIndex) }
            scan = found
            if candidate.endIndex == bytes.count, Self.pasteEnd.starts(with: candidate) { break }
            scan = found + 1
        }
        if isOverdue { return endPaste(at: bytes.count, next: bytes.count) }
        let isAtMarker = scan < bytes.count && bytes[scan] == Self.escape
        pasteScan = isAtMarker ? scan : bytes.count
        return nil
    }

    private mutating func endPaste(at end: Int, next: Int) -> Key {
        defer {
            position = next
            pasteScan = nil
            isStopped = false
        }
        return isStopped ? .stoppedPaste : .paste(String(decoding: bytes[position..<end], as: UTF8.self))
    }
}
