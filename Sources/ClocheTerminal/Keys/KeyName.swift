/// The spellings of a key: the bytes that a terminal sends, libedit's caret notation, and what people call it.
enum KeyName {
    /// Bytes as scalars in caret notation, such as `^[[A` for ESC `[A`.
    static func caret(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var name = ""
        for scalar in scalars {
            if scalar.value < 0x20 || scalar.value == 0x7F {
                name.unicodeScalars += ["^", Unicode.Scalar(UInt8(scalar.value) ^ 0x40)]
            } else {
                name.unicodeScalars.append(scalar)
            }
        }
        return name
    }

    /// What a key in caret notation is called, such as `Ctrl-A`, `Alt-b`, `Up`, `Ctrl-X Ctrl-E`.
    static func readable(_ caret: String) -> String {
        if let name = named[caret] { return name }
        if let final = caret.wholeMatch(prefix: "^[") {
            // ESC before the sequence of a key is Alt with it.
            if let name = named[final] { return "Alt-" + name }
            if final.count == 1 { return "Alt-" + final }
            if final.hasPrefix("^") { return "Alt-" + readable(final) }
            return "ESC " + final
        }
        guard caret.count > 2, caret.hasPrefix("^") else { return control(caret) }
        return control(String(caret.prefix(2))) + " " + readable(String(caret.dropFirst(2)))
    }

    private static func control(_ caret: String) -> String {
        caret.count == 2 && caret.hasPrefix("^") ? "Ctrl-" + caret.dropFirst() : caret
    }

    private static let named: [String: String] = [
        "^M": "Enter", "^I": "Tab", "^?": "Backspace", " ": "Space", "^[": "Escape",
        "^[[A": "Up", "^[[B": "Down", "^[[C": "Right", "^[[D": "Left",
        "^[OA": "Up", "^[OB": "Down", "^[OC": "Right", "^[OD": "Left",
        "^[[H": "Home", "^[OH": "Home", "^[[1~": "Home", "^[[7~": "Home",
        "^[[F": "End", "^[OF": "End", "^[[4~": "End", "^[[8~": "End",
        "^[[2~": "Insert", "^[[3~": "Delete", "^[[5~": "PageUp", "^[[6~": "PageDown", "^[[Z": "Shift-Tab",
        "^[[1;3A": "Alt-Up", "^[[1;3B": "Alt-Down", "^[[1;3C": "Alt-Right", "^[[1;3D": "Alt-Left",
        "^[[1;5A": "Ctrl-Up", "^[[1;5B": "Ctrl-Down", "^[[1;5C": "Ctrl-Right", "^[[1;5D": "Ctrl-Left",
        "^[[1;4A": "Alt-Shift-Up", "^[[1;4B": "Alt-Shift-Down",
        "^[[1;6A": "Ctrl-Shift-Up", "^[[1;6B": "Ctrl-Shift-Down",
        "^[[1;5H": "Ctrl-Home", "^[[1;5F": "Ctrl-End", "^[[3;3~": "Alt-Delete", "^[[3;5~": "Ctrl-Delete",
        "^[[13;5u": "Ctrl-Enter", "^[[27;5;13~": "Ctrl-Enter", "^_": "Ctrl-/", "^[[47;5u": "Ctrl-/",
    ]
}

extension String {
    /// What follows a prefix; nil without it or with nothing behind it.
    fileprivate func wholeMatch(prefix: String) -> String? {
        hasPrefix(prefix) && count > prefix.count ? String(dropFirst(prefix.count)) : nil
    }
}
