/// What differs between the user's variables at two checkpoints.
public struct StateDifference: Sendable, Equatable {
    /// A variable that is there in both, but not the same.
    public struct Change: Sendable, Equatable {
        /// The variable at the first checkpoint.
        public var before: Variable

        /// The variable at the second checkpoint.
        public var after: Variable

        /// Makes a change of its parts.
        public init(before: Variable, after: Variable) {
            self.before = before
            self.after = after
        }
    }

    /// The first checkpoint.
    public var from: Int

    /// The second checkpoint.
    public var to: Int

    /// The variables that only the second has, sorted by name.
    public var added: [Variable]

    /// The variables that only the first has, sorted by name.
    public var removed: [Variable]

    /// The variables that both have, with other contents, sorted by name.
    public var changed: [Change]

    /// Makes a difference of its parts.
    public init(
        from: Int,
        to: Int,
        added: [Variable] = [],
        removed: [Variable] = [],
        changed: [Change] = []
    ) {
        self.from = from
        self.to = to
        self.added = added
        self.removed = removed
        self.changed = changed
    }
}
