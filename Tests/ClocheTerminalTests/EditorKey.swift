/// A key, as the bytes that a terminal sends for it.
struct EditorKey: Sendable {
    let text: String

    static let enter = EditorKey(text: "\r")
    static let tab = EditorKey(text: "\t")
    static let shiftTab = EditorKey(text: "\u{1B}[Z")
    static let escape = EditorKey(text: "\u{1B}")
    static let backspace = EditorKey(text: "\u{7F}")
    static let delete = EditorKey(text: "\u{1B}[3~")
    static let up = EditorKey(text: "\u{1B}[A")
    static let down = EditorKey(text: "\u{1B}[B")
    static let right = EditorKey(text: "\u{1B}[C")
    static let left = EditorKey(text: "\u{1B}[D")
    static let home = EditorKey(text: "\u{1B}[H")
    static let end = EditorKey(text: "\u{1B}[F")
    static let altUp = EditorKey(text: "\u{1B}[1;3A")
    static let altDown = EditorKey(text: "\u{1B}[1;3B")
    static let altRight = EditorKey(text: "\u{1B}[1;3C")
    static let altLeft = EditorKey(text: "\u{1B}[1;3D")
    static let altShiftUp = EditorKey(text: "\u{1B}[1;4A")
    static let altShiftDown = EditorKey(text: "\u{1B}[1;4B")
    static let ctrlHome = EditorKey(text: "\u{1B}[1;5H")
    static let ctrlEnd = EditorKey(text: "\u{1B}[1;5F")

    /// Ctrl with a letter or sign.
    static func ctrl(_ character: Character) -> EditorKey {
        let value = (character.asciiValue ?? 0x40) ^ 0x40
        return EditorKey(text: String(UnicodeScalar(value & 0x1F)))
    }

    /// Alt with a character.
    static func alt(_ character: Character) -> EditorKey { EditorKey(text: "\u{1B}\(character)") }
}
