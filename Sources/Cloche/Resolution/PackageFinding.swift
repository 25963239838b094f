/// One thing that the check of packages found.
package struct PackageFinding: Sendable, Equatable {
    /// What was looked at: `uv`, `index`, `distribution`.
    package var name: String

    package var isOK: Bool

    /// What was found, in one clause.
    package var text: String

    init(_ name: String, isOK: Bool, _ text: String) {
        self.name = name
        self.isOK = isOK
        self.text = text
    }
}
