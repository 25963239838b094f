/// Something in a file of settings that is not as it has to be.
struct SettingsProblem: Sendable, Equatable {
    /// Where it stands.
    let position: TOMLPosition
    /// What is wrong.
    let message: String

    /// The message as compilers spell it: `config.toml:3:9: ...`.
    func described(in file: String) -> String {
        "\(file):\(position.line):\(position.column): \(message)"
    }
}
