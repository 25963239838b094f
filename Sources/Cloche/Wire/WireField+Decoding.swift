extension KeyedDecodingContainer<WireField> {
    /// A number that counts something: from 0 to what JavaScript can hold exactly.
    func count(_ field: WireField) throws -> Int {
        let number = try decode(Int.self, forKey: field)
        guard (0...(1 << 53)).contains(number) else {
            let problem = "\(number) is out of range"
            throw DecodingError.dataCorruptedError(forKey: field, in: self, debugDescription: problem)
        }
        return number
    }

    /// A text.
    func text(_ field: WireField) throws -> String { try decode(String.self, forKey: field) }

    /// A list of texts.
    func texts(_ field: WireField) throws -> [String] { try decode([String].self, forKey: field) }

    /// True or false.
    func flag(_ field: WireField) throws -> Bool { try decode(Bool.self, forKey: field) }
}
