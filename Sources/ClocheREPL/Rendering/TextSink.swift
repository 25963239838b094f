/// Where text goes: a file descriptor, or a test's memory.
package protocol TextSink: Sendable {
    /// Writes the text at once; text that nobody can take any more is dropped.
    func write(_ text: String)

    /// Ends what a cell wrote, so that its styles do not go on in what others write.
    func finish()
}

extension TextSink {
    package func finish() {}
}
