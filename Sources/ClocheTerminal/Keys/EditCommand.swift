/// What a key does that cloche, not libedit, handles.
enum EditCommand: Sendable, Equatable {
    case left, right, up, down, wordLeft, wordRight, lineStart, lineEnd
    case backspace, delete, killToLineStart, killToLineEnd, killWord, yank
    case enter, submit, newline, tab, dedent
    case previousCell, nextCell, search
    case interrupt, endOfFile, suspend, clear
}
