/// Something that a user can choose: one row of ``SettingTable``.
package struct Setting: Sendable {
    /// Its name, in the file and in `:set`.
    package let name: String
    /// What it decides, in a few words.
    package let summary: String
    /// The values it can have, for help and errors, such as `'on' or 'off'`.
    package let values: String
    /// The values that are words, for the Tab key and suggestions.
    package let words: [String]
    /// What the value may be in a file.
    package let types: [SettingType]
    /// Whether it counts for `-c`, scripts and `doctor` too, and not only for the prompt.
    package let countsEverywhere: Bool
    /// Whether a session that has begun cannot change it.
    let isFixed: Bool
    /// Shows the value as text.
    package let show: @Sendable (Settings) -> String
    /// Changes the value; false where the text is none of the values.
    private let change: @Sendable (inout Settings, String) -> Bool

    init(
        _ name: String,
        summary: String,
        values: String,
        words: [String] = [],
        types: [SettingType] = [.text],
        countsEverywhere: Bool = false,
        isFixed: Bool = false,
        show: @escaping @Sendable (Settings) -> String,
        change: @escaping @Sendable (inout Settings, String) -> Bool
    ) {
        self.name = name
        self.summary = summary
        self.values = values
        self.words = words
        self.types = types
        self.countsEverywhere = countsEverywhere
        self.isFixed = isFixed
        self.show = show
        self.change = change
    }

    /// Changes the value.
    ///
    /// - Throws: `REPLError` with code `usage` where the text is none of the values.
    func assign(_ text: String, to settings: inout Settings) throws(REPLError) {
        if change(&settings, text) { return }
        let guess = Suggestion.nearest(to: text, in: words).map { "; did you mean '\($0)'?" } ?? ""
        throw .usage("'\(name)' cannot be '\(PlainText.oneLine(text))'; it can be \(values)\(guess)")
    }

    /// Says that a file gives a value of the wrong type.
    package func complaint(about type: SettingType) -> String {
        "'\(name)' is \(type.name); it has to be \(types.map(\.name).joined(separator: " or "))"
    }
}
