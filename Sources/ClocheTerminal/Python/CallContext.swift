/// The call whose parentheses the cursor stands in.
struct CallContext: Sendable, Equatable {
    /// The dotted name that is called, such as `math.sqrt`.
    let callable: String
    /// The number of commas before the cursor at the call's own level.
    let argument: Int
    /// The name before `=` where the argument at the cursor is a keyword argument.
    let keyword: String?
}
