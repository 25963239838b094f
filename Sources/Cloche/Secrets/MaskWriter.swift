/// Writes bytes with labels in the place of ranges; ranges that overlap hide all that they cover together.
struct MaskWriter: Sendable {
    private let labels: [[UInt8]]

    /// The place of the next byte that is to be written.
    private(set) var position = 0
    private var last: MaskRange?

    /// Makes a writer at the first byte.
    init(labels: [[UInt8]]) {
        self.labels = labels
    }

    /// Writes what stands before a range, and its label; ranges come in their order.
    mutating func write(_ range: MaskRange, of bytes: [UInt8], from first: Int, to output: inout [UInt8]) {
        write(upTo: range.start, of: bytes, from: first, to: &output)
        guard range.end > position else { return }
        let goesOn = last.map { $0.label == range.label && range.start < $0.end } ?? false
        if !goesOn { output += labels[range.label] }
        position = range.end
        last = range
    }

    /// Writes the bytes before a place; `bytes` begin at the place `first`.
    mutating func write(upTo end: Int, of bytes: [UInt8], from first: Int, to output: inout [UInt8]) {
        guard end > position else { return }
        output += bytes[(position - first)..<(end - first)]
        position = end
    }
}
