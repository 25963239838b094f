/// A session's way from one checkpoint to another.
public struct Travel: Sendable, Equatable {
    /// The checkpoint that the session was at.
    public var from: Int

    /// The checkpoint that it is at now.
    public var to: Int

    /// The cells whose effects went away, in order.
    public var undone: [Int]

    /// The cells whose effects came back, in order.
    public var redone: [Int]

    /// What the undone cells touched outside of the sandbox; that is as they left it.
    public var wentOut: [Permission]

    /// The names of what could not be brought back, such as open connections.
    public var lost: [String]

    /// True where the living interpreter was rewound, false where a new one was booted.
    public var isInPlace: Bool

    /// Makes a travel of its parts.
    public init(
        from: Int,
        to: Int,
        undone: [Int] = [],
        redone: [Int] = [],
        wentOut: [Permission] = [],
        lost: [String] = [],
        isInPlace: Bool = true
    ) {
        self.from = from
        self.to = to
        self.undone = undone
        self.redone = redone
        self.wentOut = wentOut
        self.lost = lost
        self.isInPlace = isInPlace
    }
}
