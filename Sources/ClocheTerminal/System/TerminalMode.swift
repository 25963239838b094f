#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The settings of the terminal's line discipline.
struct TerminalMode: Sendable {
    let settings: termios

    /// The settings in force; nil without a terminal.
    static var current: TerminalMode? {
        var settings = termios()
        return tcgetattr(STDIN_FILENO, &settings) == 0 ? TerminalMode(settings: settings) : nil
    }

    /// These settings without echo, line buffering and the change of carriage return to newline; Ctrl-C sends its signal.
    var running: TerminalMode {
        var settings = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        settings.c_lflag |= tcflag_t(ISIG)
        settings.c_iflag &= ~tcflag_t(ICRNL | INLCR)
        return TerminalMode(settings: settings)
    }

    /// These settings with every key as it is, those for signals too.
    var keys: TerminalMode {
        var settings = running.settings
        settings.c_lflag &= ~tcflag_t(ISIG | IEXTEN)
        settings.c_iflag &= ~tcflag_t(IXON)
        return TerminalMode(settings: settings)
    }

    /// These settings without echo.
    var withoutEcho: TerminalMode {
        var settings = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        return TerminalMode(settings: settings)
    }

    /// Puts the settings in force.
    func apply() {
        var settings = settings
        while tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) != 0, errno == EINTR {}
    }
}
