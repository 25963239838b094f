/// Whose keys edit a cell.
package enum KeymapChoice: String, Sendable, Equatable, CaseIterable {
    /// Those that `~/.editrc` asks for, else emacs'.
    case automatic = "auto"
    /// Those of emacs.
    case emacs
    /// Those of vi.
    case vi
}
