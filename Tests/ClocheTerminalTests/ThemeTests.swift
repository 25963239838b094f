import Foundation
import Testing

@testable import ClocheTerminal

@Suite struct ThemeTests {
    @Test(arguments: TextStyle.allCases)
    func `a colour of 256 reads on black and on white`(style: TextStyle) throws {
        let numbers = Theme.extended.parameters(for: style).split(separator: ";").compactMap { Int($0) }
        guard let start = numbers.firstIndex(of: 38) else { return }
        let luminance = try #require(Self.luminance(ofColor: numbers[start + 2]))
        #expect((luminance + 0.05) / 0.05 >= 3.0)
        #expect(1.05 / (luminance + 0.05) >= 3.0)
    }

    @Test(arguments: TextStyle.allCases)
    func `without colours there is no colour`(style: TextStyle) {
        #expect(["", "2", "7"].contains(Theme.none.parameters(for: style)))
    }

    @Test(
        arguments: [
            ("xterm-256color", nil, .extended), ("xterm", nil, .basic), ("xterm", "truecolor", .extended),
            (nil, "", .basic),
            ("xterm-kitty", nil, .extended), ("linux", nil, .basic), ("screen", nil, .basic),
        ] as [(String?, String?, Theme)]
    )
    func `the environment tells the number of colours`(terminal: String?, colorTerminal: String?, theme: Theme) {
        #expect(Theme(terminal: terminal, colorTerminal: colorTerminal) == theme)
    }

    /// The relative luminance of a colour of xterm's cube or ramp: WCAG 2.2.
    private static func luminance(ofColor index: Int) -> Double? {
        guard (16...255).contains(index) else { return nil }
        let cube = [0, 95, 135, 175, 215, 255]
        let channels =
            index < 232
            ? [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map { cube[$0] }
            : Array(repeating: 8 + (index - 232) * 10, count: 3)
        let linear = channels.map { channel in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
