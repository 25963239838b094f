package import Cloche
internal import ClocheTerminal
internal import Synchronization

/// Shows how far an installation is: on a terminal in a line that changes, elsewhere as lines.
package final class InstallProgress: Sendable {
    /// How much is said.
    package enum Style: Sendable {
        /// One line that is written anew, and one for each package that is there.
        case live
        /// A line for each package.
        case lines
        /// Lines, from the first download on: what is in the cache costs no time, and nobody asked.
        case quietLines
    }

    private struct State {
        var packages: [String: LockedPackage] = [:]
        var order: [String] = []
        var isAnnounced = false
        /// The packages whose download was told.
        var downloading: Set<String> = []
        /// When the download began that goes on, and of what it is.
        var begun: (name: String, time: Duration, received: Int)?
        var lastDrawn = Duration.zero
        var hasLiveLine = false
    }

    private static let interval = Duration.milliseconds(100)

    private let sink: any TextSink
    private let style: Style
    private let prefix: String
    private let palette: Palette
    private let columns: @Sendable () -> Int
    private let now: @Sendable () -> Duration
    private let state = Mutex(State())

    /// Makes a renderer for one installation.
    ///
    /// - Parameters:
    ///   - sink: Takes the text; with the style `live` it has to be a terminal that can move its cursor.
    ///   - style: How much is said.
    ///   - prefix: What lines begin with.
    ///   - palette: The colours.
    ///   - columns: Asks for the width of the terminal in character cells.
    ///   - now: The time since some moment.
    package init(
        sink: any TextSink,
        style: Style,
        prefix: String = "",
        palette: Palette,
        columns: @escaping @Sendable () -> Int,
        now: (@Sendable () -> Duration)? = nil
    ) {
        self.sink = sink
        self.style = style
        self.prefix = prefix
        self.palette = palette
        self.columns = columns
        let start = ContinuousClock.now
        self.now = now ?? { start.duration(to: .now) }
    }

    /// Shows an event.
    package func show(_ event: InstallEvent) {
        state.withLock { state in
            switch event {
            case .resolving: showResolving(&state)
            case .resolved(let packages): showResolved(packages, &state)
            case .downloading(let name, let received, let total): showDownload(name, received, total, &state)
            case .unpacking(let name): draw(["\(label(name, state)): unpacking"], &state)
            case .ready(let name): showReady(name, &state)
            case .note(let text): wrap(PlainText.oneLine(text), &state)
            }
        }
    }

    /// Takes back the line that changes; it is the end of an installation, whatever came of it.
    package func finish() {
        state.withLock { erase(&$0) }
    }

    private func showResolving(_ state: inout State) {
        let text = "looking for versions that go together"
        switch style {
        case .live: draw([text], &state)
        case .lines: line(text, &state)
        case .quietLines: break
        }
    }

    private func showResolved(_ packages: [LockedPackage], _ state: inout State) {
        state.packages = Dictionary(packages.map { ($0.name, $0) }) { first, _ in first }
        state.order = packages.map(\.name)
        if style != .quietLines { announce(&state) }
    }

    /// Says once what there is to install.
    private func announce(_ state: inout State) {
        guard !state.isAnnounced, !state.order.isEmpty else { return }
        state.isAnnounced = true
        let packages = state.order.compactMap { state.packages[$0] }
        wrap(PackageText.plan(packages), &state)
    }

    private func showDownload(_ name: String, _ received: Int, _ total: Int?, _ state: inout State) {
        announce(&state)
        let isFirst = state.downloading.insert(name).inserted
        let time = now()
        if state.begun?.name != name { state.begun = (name, time, received) }
        let label = label(name, state)
        let size = total.map { ", " + ByteText.describe($0) } ?? ""
        guard style == .live else {
            if isFirst { line("downloading \(label)\(size)", &state) }
            return
        }
        guard isFirst || received == total || time - state.lastDrawn >= Self.interval else { return }
        let amount = ByteText.describe(received) + (total.map { " of " + ByteText.describe($0) } ?? "")
        let speed = rate(received, time, state).map { ", \($0)/s" } ?? ""
        let part = state.downloading.count
        let count = state.order.count > 1 ? " (\(part) of \(max(part, state.order.count)))" : ""
        let short = "\(PlainText.oneLine(name)): \(amount)"
        draw(["\(label): downloading \(amount)\(speed)\(count)", short + speed + count, short + speed, short], &state)
    }

    /// How many bytes come in a second; nil before there is an answer.
    private func rate(_ received: Int, _ time: Duration, _ state: State) -> String? {
        guard let begun = state.begun, time - begun.time >= Self.interval, received > begun.received else { return nil }
        return ByteText.describe(Int(Double(received - begun.received) / ((time - begun.time) / .seconds(1))))
    }

    private func showReady(_ name: String, _ state: inout State) {
        // What was in the cache is told by the report.
        guard style == .live, state.downloading.contains(name) else { return }
        let size = state.packages[name]?.bytes.map { ", " + ByteText.describe($0) } ?? ""
        line("  \(label(name, state))\(size)", &state)
    }

    /// The name and the version.
    private func label(_ name: String, _ state: State) -> String {
        state.packages[name].map(PackageText.label) ?? PlainText.oneLine(name)
    }

    /// Writes a sentence that stays; whoever reads a file of lines breaks them as they like.
    private func wrap(_ text: String, _ state: inout State) {
        let width = style == .quietLines ? Int.max : max(20, columns() - 1 - prefix.count)
        for text in TextWrap.wrap(text, width: width) { line(text, &state) }
    }

    /// Writes a line that stays.
    private func line(_ text: String, _ state: inout State) {
        erase(&state)
        sink.write(palette.dim(prefix + text) + "\n")
    }

    /// Writes the line that changes: the longest of the texts that fits into the window.
    private func draw(_ texts: [String], _ state: inout State) {
        guard style == .live else { return }
        let width = columns() - 1
        let text = texts.first { TextWidth.of($0) <= width } ?? TextWidth.cut(texts.last ?? "", to: max(1, width))
        sink.write("\r\u{1B}[K" + palette.dim(text))
        state.hasLiveLine = true
        state.lastDrawn = now()
    }

    private func erase(_ state: inout State) {
        if state.hasLiveLine { sink.write("\r\u{1B}[K") }
        state.hasLiveLine = false
    }
}
