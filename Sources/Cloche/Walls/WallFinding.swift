/// How one wall stood when it was tried.
package struct WallFinding: Sendable, Equatable {
    /// What the wall is of, in a word.
    package let name: String

    /// Whether every attempt was refused.
    package let holds: Bool

    /// What was refused, or what was not and what that means.
    package let text: String

    init(_ name: String, _ holds: Bool, _ held: String, else broken: String) {
        self.name = name
        self.holds = holds
        text = holds ? held : broken
    }
}
