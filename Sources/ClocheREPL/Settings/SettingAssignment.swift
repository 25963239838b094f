/// A setting and the text of its value, as the command line gave them.
package struct SettingAssignment: Sendable, Equatable {
    /// The name of the setting.
    package let name: String
    /// Its value.
    package let text: String

    /// Makes an assignment of its parts.
    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}
