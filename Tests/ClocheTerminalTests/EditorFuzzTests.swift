import ClocheTestSupport
import Foundation
import Testing

@testable import ClocheTerminal

/// Types at random; whatever comes, the editor goes on, and what it paints is what it edits.
@Suite(.timeLimit(.minutes(5))) struct EditorFuzzTests {
    private static let rounds = 60

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [[], ["--vi"]])
    func `what is painted is what is edited`(seed: UInt64, arguments: [String]) throws {
        var generator = SplitMix(state: seed)
        let run = try EditorRun(arguments, environment: ["VISUAL": "true"], columns: 30, rows: 8)
        run.pty.send("f(a)\rif a:\rb\r\r日本 = 1\r")
        _ = try #require(run.rest())
        var log: [String] = []
        for _ in 0..<Self.rounds {
            let input = EditorInput(using: &generator)
            log.append(input.description)
            let story = Self.story(seed, arguments, log)
            for piece in input.pieces { try type(piece, at: run, story) }
            // An unknown sequence ends what has begun: an escape sequence, a character, a search.
            run.pty.send("\u{1B}[999~")
            let state = try #require(run.rest(), story)
            try requirePainted(state, on: run.pty.screen, story)
        }
        try leave(run, Self.story(seed, arguments, log))
    }

    private static func story(_ seed: UInt64, _ arguments: [String], _ log: [String]) -> Comment {
        Comment(
            rawValue: "seed \(seed) \(arguments), the last of \(log.count) rounds:\n"
                + log.suffix(12).joined(separator: "\n")
        )
    }

    private func type(_ piece: EditorInput.Piece, at run: EditorRun, _ story: Comment) throws {
        switch piece {
        case .bytes(let bytes): run.pty.send(bytes)
        case .resize(let columns, let rows):
            _ = try #require(run.rest(), story)
            run.pty.resize(columns: columns, rows: rows)
            _ = try #require(run.rest(), story)
        }
    }

    private func requirePainted(_ state: EditorRun.State, on screen: Screen, _ story: Comment) throws {
        // A mark without a character before it, and what a joiner without an emoji before it joins, terminals and the small
        // screen see each in their own way.
        let lines = state.text.unicodeScalars.split(separator: "\n").map { String($0) }
        guard !lines.joined().contains(where: hasLoneJoiner), !lines.contains(where: hasLoneMark) else { return }
        let expected = CellRows(
            state.text,
            cursor: state.cursor,
            prompt: "In [\(state.number)]: ",
            continuation: "   ...: ",
            columns: screen.columns
        )
        let story = Comment(
            rawValue: "\(story)\n\(state)\n\(screen.columns)x\(screen.rows):\n\(screen.text(markedBy: "|"))"
        )
        let start = screen.row - expected.cursorRow
        let visible = max(start, 0)..<end(of: start + expected.rows.count, on: screen)
        let rows = visible.map { expected.rows[$0 - start] }
        try #require(visible.map { screen.lines[$0] }.map(scalars) == rows.map(scalars), story)
        let before = screen.text(before: screen.column, row: screen.row)
        try #require(CellRows.trimmed(before) == CellRows.trimmed(expected.beforeCursor), story)
    }

    /// The row behind the last of a cell that is surely shown: at most half of the window is for what stands below it.
    private func end(of cell: Int, on screen: Screen) -> Int {
        max(min(cell, screen.rows - screen.rows / 2), screen.row + 1)
    }

    private func hasLoneMark(_ line: String) -> Bool { line.contains { CharacterWidth.of($0) == 0 } }

    private func hasLoneJoiner(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard scalars.contains("\u{200D}") else { return false }
        return scalars.last == "\u{200D}" || scalars.first?.properties.isEmojiPresentation == false
    }

    private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    private func leave(_ run: EditorRun, _ story: Comment) throws {
        run.pty.resize(columns: 80, rows: 24)
        // The first may be what a key such as `r` waits for.
        for _ in 0..<3 {
            run.pty.send("\u{3}")
            _ = try #require(run.rest(), story)
        }
        run.pty.send("\u{4}")
        #expect(run.pty.waitExit() == 0, story)
        #expect(run.pty.settings == run.pty.firstSettings, story)
        #expect(!run.pty.screen.hasBracketedPaste && run.pty.screen.isCursorVisible, story)
    }
}
