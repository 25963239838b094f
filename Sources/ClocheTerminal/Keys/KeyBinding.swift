/// Keys that run a command of the editor, before `~/.editrc` changes that.
struct KeyBinding: Sendable {
    /// The keys in libedit's caret notation: `^A`, `^[b` for Alt-b, `^[[A` for the Up key of most terminals.
    let keys: [String]
    /// What they run.
    let command: EditCommand

    private init(_ command: EditCommand, _ keys: String...) {
        self.command = command
        self.keys = keys
    }

    /// The keys of the emacs keymap and of vi's insert mode.
    static let editing: [KeyBinding] = [
        KeyBinding(.enter, "^M"),
        KeyBinding(.newline, "^J", "^[^M", "^[^J"),
        KeyBinding(.submit, "^O", "^[[13;5u", "^[[27;5;13~"),
        KeyBinding(.tab, "^I"),
        KeyBinding(.dedent, "^[[Z"),
        KeyBinding(.colon, ":"),
        KeyBinding(.left, "^B", "^[[D", "^[OD"),
        KeyBinding(.right, "^F", "^[[C", "^[OC"),
        KeyBinding(.up, "^P", "^[[A", "^[OA"),
        KeyBinding(.down, "^N", "^[[B", "^[OB"),
        KeyBinding(.wordLeft, "^[b", "^[B", "^[[1;5D", "^[[1;3D", "^[^[[D", "^[^[OD"),
        KeyBinding(.wordRight, "^[f", "^[F", "^[[1;5C", "^[[1;3C", "^[^[[C", "^[^[OC"),
        KeyBinding(.lineStart, "^A", "^[[H", "^[OH", "^[[1~", "^[[7~"),
        KeyBinding(.lineEnd, "^E", "^[[F", "^[OF", "^[[4~", "^[[8~"),
        KeyBinding(.cellStart, "^[<", "^[[1;5H"),
        KeyBinding(.cellEnd, "^[>", "^[[1;5F"),
        KeyBinding(.previousCell, "^[[1;3A", "^[^[[A", "^[^[OA", "^[p", "^[P"),
        KeyBinding(.pageUp, "^[[5~"),
        KeyBinding(.nextCell, "^[[1;3B", "^[^[[B", "^[^[OB", "^[n", "^[N"),
        KeyBinding(.pageDown, "^[[6~"),
        KeyBinding(.searchBackward, "^R"),
        KeyBinding(.searchForward, "^S"),
        KeyBinding(.backspace, "^?", "^H"),
        KeyBinding(.delete, "^[[3~"),
        KeyBinding(.killToLineEnd, "^K"),
        KeyBinding(.killToLineStart, "^U"),
        KeyBinding(.killWordLeft, "^W", "^[^?", "^[^H"),
        KeyBinding(.killWordRight, "^[d", "^[D", "^[[3;3~", "^[[3;5~"),
        KeyBinding(.yank, "^Y"),
        KeyBinding(.yankPop, "^[y", "^[Y"),
        KeyBinding(.undo, "^_", "^X^U", "^[[47;5u"),
        KeyBinding(.redo, "^[_", "^[/", "^X^R"),
        KeyBinding(.transpose, "^T"),
        KeyBinding(.transposeWords, "^[t", "^[T"),
        KeyBinding(.toggleComment, "^[;", "^[#"),
        KeyBinding(.moveLineUp, "^[[1;4A", "^[[1;6A", "^X^P"),
        KeyBinding(.moveLineDown, "^[[1;4B", "^[[1;6B", "^X^N"),
        KeyBinding(.edit, "^X^E"),
        KeyBinding(.clear, "^L"),
        KeyBinding(.interrupt, "^C"),
        KeyBinding(.endOfFile, "^D"),
        KeyBinding(.suspend, "^Z"),
        // libedit would ask for the name of a command in a prompt of its own, which nobody sees, or quote the next key.
        KeyBinding(.ignore, "^[x", "^[X", "^@"),
    ]

    /// The keys of vi's command mode; escape sequences do there what they do in insert mode.
    static let viCommands: [KeyBinding] = [
        KeyBinding(.left, "h", "^H", "^?"),
        KeyBinding(.right, "l", " "),
        KeyBinding(.up, "k", "-", "^P"),
        KeyBinding(.down, "j", "+", "^N"),
        KeyBinding(.lineStart, "0", "^A"),
        KeyBinding(.lineEnd, "^E"),
        KeyBinding(.cellEnd, "G"),
        KeyBinding(.searchBackward, "/"),
        KeyBinding(.searchForward, "?"),
        KeyBinding(.undo, "u"),
        KeyBinding(.redo, "^R"),
        KeyBinding(.toggleComment, "#"),
        KeyBinding(.edit, "v"),
        KeyBinding(.viCommand, "w", "W", "b", "B", "e", "E", "^", "$", "g"),
        KeyBinding(.viCommand, "d", "c", "y", ">", "<", "J", "D", "C", "Y", "S", "s", "x", "X", "p", "P"),
        KeyBinding(.viCommand, "o", "O", "A", "I"),
        KeyBinding(.viCommand, "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        KeyBinding(.enter, "^M"),
        KeyBinding(.newline, "^J"),
        KeyBinding(.clear, "^L"),
        KeyBinding(.killToLineEnd, "^K"),
        KeyBinding(.killWordLeft, "^W"),
        KeyBinding(.tab, "^I"),
        KeyBinding(.submit, "^O"),
        KeyBinding(.interrupt, "^C"),
        KeyBinding(.endOfFile, "^D"),
        KeyBinding(.suspend, "^Z"),
        // What libedit does with these needs its own history, its own prompt, or takes the cell as one line.
        KeyBinding(.ignore, ":", "K", "@", "_", "`", "U", "n", "N", ".", "[", "^U"),
    ]
}
