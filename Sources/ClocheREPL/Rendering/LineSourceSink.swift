package import ClocheTerminal

/// Writes above the cell that is being typed, or just writes while none is.
package struct LineSourceSink: TextSink {
    private let source: any LineSource

    /// Makes a sink over the source that owns the terminal.
    package init(_ source: any LineSource) {
        self.source = source
    }

    package func write(_ text: String) {
        source.printAbove(text)
    }
}
