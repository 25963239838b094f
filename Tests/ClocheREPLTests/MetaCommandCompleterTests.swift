import Testing

@testable import ClocheREPL

@Suite struct MetaCommandCompleterTests {
    private let completer = MetaCommandCompleter(home: "/home/me") { folder in
        switch folder {
        case ".": ["notes.txt", "data/", ".hidden"]
        case "data/": ["a.csv", "b.csv"]
        case "/home/me/": ["work.cloche"]
        default: []
        }
    }

    @Test(
        "The word before the cursor is completed",
        arguments: [
            (":re", 2, ["retry ", "reset "]), (":allow n", 1, ["net "]), (":help sa", 2, ["save"]),
            (":permissions ", 0, ["--flags"]), (":save ", 0, ["data/", "notes.txt"]),
            (":load data/a", 1, ["a.csv"]), (":load ~/", 0, ["work.cloche"]), (":allow read .h", 2, [".hidden"]),
            (":allow net n", 0, []), (":quit ", 0, []), (":nonsense x", 0, []), (":set ke", 2, ["keymap "]),
            (":set keymap ", 0, ["auto", "emacs", "vi"]),
            (":set profile n", 1, ["net"]), (":set memory ", 0, []), (":set keymap vi ", 0, []),
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
