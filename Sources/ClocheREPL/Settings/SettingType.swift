/// What the value of a setting is in a file, where it has a type.
package enum SettingType: Sendable, Equatable {
    /// A string.
    case text
    /// A whole number, or one with a fraction.
    case number
    /// True or false, which stand for `on` and `off`.
    case flag
    /// Anything else: a list, a table, a date.
    case other

    /// What a message calls it.
    package var name: String {
        switch self {
        case .text: "a string"
        case .number: "a number"
        case .flag: "true or false"
        case .other: "a list, a table or a date"
        }
    }
}
