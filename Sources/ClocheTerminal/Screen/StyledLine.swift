/// One line of a cell, without its newline, and how it is shown.
struct StyledLine: Sendable, Equatable {
    /// The characters as the user sees them.
    var characters: [Character] = []
    /// One style for each character.
    var styles: [TextStyle] = []
}
