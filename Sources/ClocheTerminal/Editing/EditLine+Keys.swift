import CLibEdit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension EditLine {
    /// Reads `~/.editrc`, and binds the keys of cloche that it has not bound.
    func bindKeys(_ choice: KeymapChoice) {
        let editor = choice == .vi ? "vi" : "emacs"
        cloche_el_use_editor(handle, editor)
        let hasFile = obeyFile()
        // The file may have chosen another keymap than the user did since.
        if choice != .automatic, isVi != (choice == .vi) { cloche_el_use_editor(handle, editor) }
        keymap = hasFile ? Keymap(before: Self.pristine(isVi: isVi), after: listing) : Keymap()
        for binding in KeyBinding.editing {
            for key in binding.keys where !keymap.userKeys.contains(key) && !(isVi && key.hasPrefix("^[")) {
                cloche_el_bind(handle, key, binding.command.rawValue)
            }
        }
        guard isVi else { return }
        for binding in KeyBinding.viCommands {
            for key in binding.keys where !keymap.userViKeys.contains(key) {
                cloche_el_bind_alternative(handle, key, binding.command.rawValue)
            }
        }
        cloche_el_bind_alternative(handle, Keymap.insertMode.key, "vi-insert")
        bindEscape()
    }

    /// Obeys `~/.editrc`, or the file that `$EDITRC` names, line by line: libedit alone would stop at the first wrong one.
    ///
    /// - Returns: whether there is such a file.
    private func obeyFile() -> Bool {
        let path = Environment.variable("EDITRC") ?? Environment.variable("HOME").map { $0 + "/.editrc" }
        guard let path, let bytes = PrivateFile.read(path) else { return false }
        complaints = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard !line.isEmpty, line.first != "#", cloche_el_obey(handle, String(line)) != 0 else { continue }
            let shown = String(line.prefix(40).map { $0.isASCII && $0 >= " " ? $0 : "?" })
            complaints.append("\(path):\(number + 1): libedit does not understand '\(shown)'")
        }
        return true
    }

    /// Chooses what ESC is to vi: the sequences of the arrow keys would make libedit wait behind it.
    func bindEscape() {
        cloche_el_bind(handle, "^[", readsSequences ? "ed-sequence-lead-in" : "vi-command-mode")
        let command = readsSequences ? "ed-sequence-lead-in" : EditCommand.ignore.rawValue
        cloche_el_bind_alternative(handle, "^[", command)
    }

    /// Binds a sequence as `~/.editrc` does: libedit forgets it when ESC itself is bound.
    func bindSequence(_ key: String, to action: String) {
        guard isVi else { return }
        if action.hasPrefix("\""), action.hasSuffix("\""), action.count > 1 {
            cloche_el_bind_text(handle, key, String(action.dropFirst().dropLast()))
        } else {
            cloche_el_bind(handle, key, action)
        }
    }

    /// What the keys do now, those that `~/.editrc` binds too.
    var descriptions: [KeyDescription] {
        KeyDescription.all(listing: listing, keymap: keymap, isVi: isVi, summaries: summaries)
    }

    /// The keymaps as they are now.
    var listing: KeyListing { KeyListing(list(nil)) }

    /// What each command does, by its name.
    var summaries: [String: String] {
        var summaries: [String: String] = [:]
        var name = ""
        for line in list("-l").split(separator: "\n") {
            if line.hasPrefix("\t") { summaries[name] = String(line.dropFirst()) } else { name = String(line) }
        }
        return summaries
    }

    private func list(_ option: String?) -> String { Self.list(option, of: handle, sink: sink) }

    private static func list(_ option: String?, of handle: OpaquePointer, sink: UnsafeMutablePointer<FILE>) -> String {
        var start: UnsafeMutablePointer<CChar>?
        var count = 0
        guard let stream = open_memstream(&start, &count) else { return "" }
        cloche_el_list(handle, option, stream, sink)
        fclose(stream)
        defer { free(start) }
        return start.map { String(cString: $0) } ?? ""
    }

    /// The keymaps that libedit has by itself.
    private static func pristine(isVi: Bool) -> KeyListing {
        guard let sink = cloche_sink() else { return KeyListing() }
        defer { fclose(sink) }
        guard let handle = cloche_el_init("cloche", sink) else { return KeyListing() }
        defer { el_end(handle) }
        cloche_el_use_editor(handle, isVi ? "vi" : "emacs")
        return KeyListing(list(nil, of: handle, sink: sink))
    }
}
