/// A stretch of bytes that belongs to a secret.
struct MaskRange: Sendable, Equatable, Comparable {
    /// Where it begins, and where it has ended.
    var start: Int
    var end: Int

    /// The number of the secret.
    var label: Int

    /// What begins first comes first; of those that begin at one place, the longest.
    static func < (left: MaskRange, right: MaskRange) -> Bool {
        left.start == right.start ? left.end > right.end : left.start < right.start
    }
}
