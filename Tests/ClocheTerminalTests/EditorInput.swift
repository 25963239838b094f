import ClocheTestSupport

@testable import ClocheTerminal

/// What a fuzz types: text, keys, sequences that are cut, bytes that are no text, pastes, sizes of the window.
struct EditorInput: CustomStringConvertible {
    enum Piece {
        case bytes([UInt8])
        case resize(columns: Int, rows: Int)
    }

    let pieces: [Piece]

    var description: String {
        pieces.map { piece in
            switch piece {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self).debugDescription
            case .resize(let columns, let rows): "\(columns)x\(rows)"
            }
        }.joined(separator: " ")
    }

    /// Makes some at random.
    init(using generator: inout SplitMix) {
        pieces = (0..<Int.random(in: 1...8, using: &generator)).map { _ in Self.piece(using: &generator) }
    }

    private static let texts = [
        "a", "b = 1", "def f(a):", "if a:", "return a", "else:", "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "#c",
        " ",
        "    ", "日本語", "e\u{301}", "👩‍👩‍👧", "🇨🇭", "👍🏽", "한", "f(a, b", "\\", "power(", "pr", "0123456789abcdefghijklmnop",
        ":a",
    ]

    private static let keys: [String] = {
        let bindings = KeyBinding.editing.flatMap(\.keys) + KeyBinding.viCommands.flatMap(\.keys)
        return bindings.map(bytes(ofCaret:)).filter { !["\u{3}", "\u{4}", "\u{13}", "\u{1A}"].contains($0) }
    }()

    private static func piece(using generator: inout SplitMix) -> Piece {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<30: .bytes(text(using: &generator))
        case 30..<72: .bytes(Array(key(using: &generator).utf8))
        case 72..<78:
            .bytes([UInt8.random(in: 0..<0x20, using: &generator)].map { [3, 4, 0x13, 0x1A].contains($0) ? 0x1B : $0 })
        case 78..<83: .bytes(cut(using: &generator))
        case 83..<87: .bytes((0..<3).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) })
        case 87..<92: .bytes(paste(using: &generator))
        case 92..<94: .bytes([3])
        default:
            .resize(columns: Int.random(in: 4...60, using: &generator), rows: Int.random(in: 1...12, using: &generator))
        }
    }

    private static func text(using generator: inout SplitMix) -> [UInt8] {
        Array((texts.randomElement(using: &generator) ?? "").utf8)
    }

    private static func key(using generator: inout SplitMix) -> String {
        keys.randomElement(using: &generator) ?? ""
    }

    /// The beginning of a sequence.
    private static func cut(using generator: inout SplitMix) -> [UInt8] {
        let sequence = Array(
            (["\u{1B}[1;5D", "\u{1B}[200~", "\u{1B}OA", "\u{1B}[3~"].randomElement(using: &generator) ?? "").utf8
        )
        return Array(sequence.prefix(Int.random(in: 1..<sequence.count, using: &generator)))
    }

    /// A paste, rarely without its end, which takes the editor a second.
    private static func paste(using generator: inout SplitMix) -> [UInt8] {
        let lines = (0..<Int.random(in: 1...9, using: &generator)).map { _ in text(using: &generator) }
        let end = Int.random(in: 0..<50, using: &generator) == 0 ? "" : "\u{1B}[201~"
        return Array("\u{1B}[200~".utf8) + lines.joined(separator: Array("\r".utf8)) + Array(end.utf8)
    }

    /// The bytes of a key in libedit's notation.
    private static func bytes(ofCaret key: String) -> String {
        var result = String.UnicodeScalarView()
        var isControl = false
        for scalar in key.unicodeScalars {
            if isControl {
                result.append(scalar == "?" ? "\u{7F}" : Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) & 0x1F))
                isControl = false
            } else if scalar == "^", key.unicodeScalars.count > 1 {
                isControl = true
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
