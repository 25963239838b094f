/// How a character is shown that a terminal would obey, or not show at all.
enum VisibleForm {
    /// ESC as `^[`, U+009B as `<U+009B>`; nil for a scalar that can be shown as it is.
    static func of(_ scalar: Unicode.Scalar) -> String? {
        if scalar.value < 0x20 || scalar.value == 0x7F {
            return "^" + String(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
        }
        guard scalar.isControl || scalar.isBidirectionalControl else { return nil }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }
}
