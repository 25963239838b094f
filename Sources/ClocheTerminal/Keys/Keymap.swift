/// Which key runs which command.
enum Keymap {
    /// Control keys, which libedit dispatches, in its caret notation.
    static let controls: [(name: String, scalar: Unicode.Scalar, command: EditCommand)] = [
        ("^A", "\u{01}", .lineStart), ("^B", "\u{02}", .left), ("^C", "\u{03}", .interrupt),
        ("^D", "\u{04}", .endOfFile), ("^E", "\u{05}", .lineEnd), ("^F", "\u{06}", .right),
        ("^H", "\u{08}", .backspace), ("^I", "\u{09}", .tab), ("^J", "\u{0A}", .newline),
        ("^K", "\u{0B}", .killToLineEnd), ("^L", "\u{0C}", .clear), ("^M", "\u{0D}", .enter),
        ("^N", "\u{0E}", .down), ("^P", "\u{10}", .up), ("^R", "\u{12}", .search),
        ("^U", "\u{15}", .killToLineStart), ("^W", "\u{17}", .killWord), ("^Y", "\u{19}", .yank),
        ("^Z", "\u{1A}", .suspend), ("^?", "\u{7F}", .backspace),
    ]

    /// Keys of vi's command mode.
    static let viCommands: [(name: String, scalar: Unicode.Scalar, command: EditCommand)] = [
        ("j", "j", .down), ("k", "k", .up), ("0", "0", .lineStart), ("$", "$", .lineEnd),
    ]

    /// Escape sequences without their ESC: the keys of xterm, rxvt, the Linux console and those in application mode.
    static let sequences: [String: EditCommand] = [
        "[A": .up, "OA": .up, "[B": .down, "OB": .down, "[C": .right, "OC": .right, "[D": .left, "OD": .left,
        "[H": .lineStart, "OH": .lineStart, "[1~": .lineStart, "[7~": .lineStart,
        "[F": .lineEnd, "OF": .lineEnd, "[4~": .lineEnd, "[8~": .lineEnd,
        "[1;5C": .wordRight, "[1;5D": .wordLeft, "[1;3C": .wordRight, "[1;3D": .wordLeft,
        "[3~": .delete, "[5~": .previousCell, "[6~": .nextCell, "[Z": .dedent,
        "\r": .submit, "\n": .submit,
    ]
}
