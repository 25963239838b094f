/// How a character is shown; a `Theme` says what that is on a terminal.
package enum TextStyle: Sendable, Equatable, CaseIterable {
    case plain, keyword, builtin, string, stringField, number, comment, operatorSign, decorator, definition
    /// The name of a meta-command.
    case metaCommand
    /// A bracket that closes none, or is of another kind than the one it closes.
    case unmatched
    /// The bracket at the cursor, and the one that belongs to it.
    case matched
    /// What the history suggests behind the cursor.
    case suggestion
    /// What a search looks for, where it was found.
    case found
    /// The chosen candidate of a menu.
    case selected
    /// The parameter that the argument at the cursor is for.
    case parameter
    /// What explains something else, such as a type beside a name.
    case detail
}
