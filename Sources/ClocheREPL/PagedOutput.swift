internal import ClocheTerminal

/// Shows texts that may be longer than the window.
struct PagedOutput: Sendable {
    private let screen: Screen
    private let source: any LineSource
    private let choice: PagerChoice

    init(screen: Screen, source: any LineSource, choice: PagerChoice) {
        self.screen = screen
        self.source = source
        self.choice = choice
    }

    /// Shows lines: in the pager where they are more than the window holds, else as they are.
    func show(_ lines: [String]) async {
        guard !source.isPlain, let pager else { return print(lines) }
        let text = TextSanitizer.sanitize(lines.map { $0 + "\n" }.joined())
        guard pager.isNeeded(for: text) else { return print(lines) }
        _ = await source.lend { pager.show(text) }
    }

    private var pager: Pager? {
        switch choice {
        case .automatic: Pager(command: Pager.userCommand)
        case .builtIn: Pager(command: nil)
        case .command(let command): Pager(command: command)
        case .off: nil
        }
    }

    private func print(_ lines: [String]) {
        for line in lines { screen.line(line) }
    }
}
