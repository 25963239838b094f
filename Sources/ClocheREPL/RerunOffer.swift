import Cloche
import ClocheTerminal

/// Asks whether the cells of a session file shall run again, where its memory cannot be loaded.
struct RerunOffer {
    /// Where the question's reasons are shown.
    let screen: Screen
    /// Where the answer comes from.
    let source: any LineSource

    /// Tells whether an error leaves this way open: the file is whole, and its memory belongs to another build.
    static func isFor(_ error: ClocheError) -> Bool { error.code == .incompatibleSessionFile }

    /// Shows why the file cannot be loaded, and asks; anything but a yes is a no.
    func isAccepted(after error: ClocheError) async -> Bool {
        let offer = "its cells can run again instead, in a fresh sandbox, under what is granted now"
        let width = screen.columns() - 1
        for line in TextWrap.wrap(PlainText.oneLine(error.message), width: width) { screen.failure(line) }
        for line in TextWrap.wrap(offer, width: width) { screen.notice(line) }
        guard case .cell(let answer) = await source.readLine(prompt: "Run them? [y/N] ", hidden: false) else {
            return false
        }
        return ["y", "yes"].contains(PlainText.trimmed(answer[...]).lowercased())
    }
}
