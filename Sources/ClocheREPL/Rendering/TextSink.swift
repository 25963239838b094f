package import Cloche

/// Where text goes: a file descriptor, or a test's memory.
package protocol TextSink: Sendable {
    /// Writes the text at once; text that nobody can take any more is dropped.
    func write(_ text: String)

    /// Writes what a cell wrote, byte by byte where the sink can, else its text.
    func write(_ piece: StreamOutput)

    /// Ends what a cell wrote, so that its styles do not go on in what others write.
    func finish()
}

extension TextSink {
    package func write(_ piece: StreamOutput) { write(piece.text) }

    package func finish() {}
}
