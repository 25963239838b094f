/// A text in which `|` marks where the cursor stands.
struct Cursor {
    let text: String
    /// The number of scalars before the cursor.
    let offset: Int

    init(_ marked: String) {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        text = parts.joined()
        offset = parts[0].unicodeScalars.count
    }
}
