#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How this process took some signals before they were taken otherwise for a while.
struct SignalActions {
    private var found: [(number: Int32, action: sigaction)] = []

    /// For another program on the terminal: Ctrl-C and Ctrl-\ are left to it, and Ctrl-Z stops this process too.
    ///
    /// As in system(3) of POSIX, but for Ctrl-Z.
    static func leavingTerminal() -> SignalActions {
        var actions = SignalActions()
        actions.set(SIGINT, SIG_IGN)
        actions.set(SIGQUIT, SIG_IGN)
        actions.set(SIGTSTP, SIG_DFL)
        return actions
    }

    /// Takes a signal by a handler, until `restore`.
    mutating func set(_ number: Int32, _ handler: sighandler_t?) {
        var action = sigaction()
        var old = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        action.sa_flags = SA_RESTART
        sigaction(number, &action, &old)
        found.append((number, old))
    }

    /// Takes the signals as before.
    func restore() {
        for (number, action) in found {
            var action = action
            sigaction(number, &action, nil)
        }
    }
}
