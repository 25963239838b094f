import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The settings of a terminal's line discipline, as `stty -g` shows them.
package struct TerminalSettings: Equatable, Sendable {
    /// The input, output, control and local modes, and the control characters.
    package let text: String

    /// Asks the terminal of a descriptor; nil when it is none.
    init?(_ descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        let modes = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag].map {
            String($0, radix: 16)
        }
        let keys = withUnsafeBytes(of: settings.c_cc) { $0.map { String($0, radix: 16) } }
        text = (modes + keys).joined(separator: ":")
    }
}
