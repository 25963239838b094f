/// What a user may change of a line editor while it is in use.
package struct EditorPreferences: Sendable, Equatable {
    /// Whose keys edit a cell.
    package var keymap: KeymapChoice
    /// Whether the text of a cell is coloured.
    package var isColored: Bool
    /// Whether the rest of an earlier cell is shown behind one that begins like it.
    package var hasSuggestions: Bool

    /// Makes preferences; without arguments, the usual ones.
    package init(keymap: KeymapChoice = .automatic, isColored: Bool = true, hasSuggestions: Bool = true) {
        self.keymap = keymap
        self.isColored = isColored
        self.hasSuggestions = hasSuggestions
    }
}
