/// The items of a permission flag, such as `127.0.0.1:8000,[::1]:80`.
enum PermissionItems {
    /// Stands for the whole kind where a flag has no items; nobody can type it, because no argument holds a NUL.
    static let all = "\0"

    /// Splits the items at their commas.
    ///
    /// - Returns: The items; none for the whole kind.
    /// - Throws: `UsageError` for an empty item.
    @Sendable static func parse(_ text: String) throws(UsageError) -> [String] {
        if text == all { return [] }
        let items = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if items.contains("") { throw UsageError("it holds an empty item; leave out the comma") }
        return items
    }
}
