import Testing

@testable import ClocheREPL

@Suite struct MetaCommandCompleterTests {
    private let completer = MetaCommandCompleter(home: "/home/me") { folder in
        switch folder {
        case ".": ["notes.txt", "data/", ".hidden"]
        case "data/": ["a.csv", "b.csv"]
        case "/home/me/": ["work.cloche"]
        case "blank/": ["a b.txt", "a'c/", "d"]
        case "/home/me/x y/": ["z"]
        default: []
        }
    }

    @Test(
        "The word before the cursor is completed",
        arguments: [
            (":re", 2, ["retry ", "redo ", "resume ", "reset "]), (":allow n", 1, ["net "]), (":help sa", 2, ["save"]),
            (":permissions ", 0, ["--flags"]), (":save ", 0, ["data/", "notes.txt"]),
            (":save -", 1, ["--with-packages "]),
            (":save --with-packages n", 1, ["notes.txt"]), (":install ", 0, ["data/", "notes.txt"]),
            (":install data/", 0, ["a.csv", "b.csv"]), (":packages ", 0, ["--lock "]),
            (":packages --lock n", 1, ["notes.txt"]), (":set auto-install o", 1, ["on", "off"]),
            (":load data/a", 1, ["a.csv"]), (":load ~/", 0, ["work.cloche"]), (":allow read .h", 2, [".hidden"]),
            (":load blank/a", 7, ["'blank/a b.txt'", "'blank/a'\\''c/'"]), (":load blank/d", 1, ["d"]),
            (":load 'blank/a b", 10, ["'blank/a b.txt'"]), (":load 'blank/'d", 9, ["blank/d"]),
            (":load ~/x\\ y/", 7, ["~/'x y/z'"]), (":allow read \"blank/d", 8, ["blank/d"]),
            ("  :re", 2, ["retry ", "redo ", "resume ", "reset "]), (":help ke", 2, ["keys"]),
            (":allow net n", 0, []), (":quit ", 0, []), (":nonsense x", 0, []), (":set ke", 2, ["keymap "]),
            (":set keymap ", 0, ["auto", "emacs", "vi"]),
            (":set profile n", 1, ["none", "net"]), (":set memory ", 0, []), (":set keymap vi ", 0, []),
        ]
    )
    func complete(_ before: String, _ replaced: Int, _ candidates: [String]) {
        let answer = completer.complete(before)
        #expect(answer?.replaced == replaced)
        #expect(answer?.candidates == candidates)
    }

    @Test("Python is not its business", arguments: ["", "x", "x\n:re", ":re\n"])
    func python(_ before: String) {
        #expect(completer.complete(before) == nil)
    }
}
