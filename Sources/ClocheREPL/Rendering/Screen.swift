internal import Cloche
internal import ClocheTerminal

/// What the REPL says itself, between the cells.
package struct Screen: Sendable {
    private let sink: any TextSink
    /// The colours to say it in.
    let palette: Palette
    /// Asks for the terminal's width in character cells, which changes while the REPL runs.
    let columns: @Sendable () -> Int

    /// Makes a screen that writes to a sink.
    package init(sink: any TextSink, palette: Palette, columns: @escaping @Sendable () -> Int) {
        self.sink = sink
        self.palette = palette
        self.columns = columns
    }

    /// Writes a line; control sequences in it, which can only come from a cell or a file, are shown as text.
    func line(_ text: String = "") {
        sink.write(TextSanitizer.sanitize(text) + "\n")
    }

    /// Writes a line about something that happened.
    func notice(_ text: String) {
        line(palette.dim(text))
    }

    /// The lines of a sentence that is too long for the window, as ``notice(_:)`` shows them.
    func wrapped(_ sentence: String) -> [String] {
        TextWrap.wrap(sentence, width: columns() - 1).map(palette.dim)
    }

    /// Writes about something that did not work; why packages could not be had takes some words, and so its lines end at spaces.
    func failure(_ error: REPLError) {
        let message = PlainText.oneLine(error.message)
        let isLong = error.cause.map(ClocheError.Code.ofInstallations.contains) ?? false
        for line in isLong ? TextWrap.wrap(message, width: columns() - 1) : [message] { failure(line) }
    }

    /// Writes a line about something that did not work.
    func failure(_ text: String) {
        line(palette.error(text))
    }
}

extension ClocheError.Code {
    /// How an installation fails.
    fileprivate static let ofInstallations: Set<Self> = [
        .packageNotFound, .packageConflict, .packageInvalid, .installFailed, .packagesMissing,
    ]
}
