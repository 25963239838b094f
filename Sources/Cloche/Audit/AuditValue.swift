/// What a member of an audit record holds.
package enum AuditValue: Sendable, Equatable {
    /// Text as it is; what shows it has to expect anything.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// Any other number.
    case decimal(Double)
    /// True or false.
    case flag(Bool)
    /// Several values.
    case list([AuditValue])

    /// The text, where it is one.
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The texts of a list; empty where it is none.
    package var texts: [String] {
        guard case .list(let values) = self else { return [] }
        return values.compactMap(\.text)
    }

    /// The number, where it is a whole one.
    package var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The number, where it is one.
    package var decimal: Double? {
        switch self {
        case .decimal(let number): number
        case .integer(let number): Double(number)
        case .text, .flag, .list: nil
        }
    }

    /// Makes a list of texts.
    static func texts(_ texts: [String]) -> AuditValue { .list(texts.map(AuditValue.text)) }

    /// The value with each text changed.
    func mapTexts(_ change: (String) -> String) -> AuditValue {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let values): .list(values.map { $0.mapTexts(change) })
        case .integer, .decimal, .flag: self
        }
    }
}

extension AuditValue: Decodable {
    /// Reads any JSON value but an object and `null`.
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let number = try? value.decode(Int.self) {
            self = .integer(number)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .decimal(number)
        } else {
            self = .list(try value.decode([AuditValue].self))
        }
    }
}
