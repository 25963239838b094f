import Foundation

/// The kinds of Python state of `runner/testdata/states`, which the tests of the runner go through as well.
struct StateTable {
    /// A kind of state: cells that make it, and a cell that fails unless it is the same.
    struct Kind {
        let name: String
        let setup: String
        let check: String
    }

    let kinds: [Kind]

    /// Reads the table; what cannot survive by its nature (`lost.py`) is left out.
    init() throws {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("runner/testdata/states")
        kinds = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".py") && $0 != "lost.py" }
            .sorted()
            .flatMap { try Self.parse(String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
    }

    private static func parse(_ text: String) -> [Kind] {
        var kinds: [Kind] = []
        var isCheck = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "# %% [check]" {
                isCheck = true
            } else if line.hasPrefix("# %% ") {
                kinds.append(Kind(name: String(line.dropFirst(5)), setup: "", check: ""))
                isCheck = false
            } else if let last = kinds.popLast() {
                let setup = isCheck ? last.setup : last.setup + line + "\n"
                let check = isCheck ? last.check + line + "\n" : last.check
                kinds.append(Kind(name: last.name, setup: setup, check: check))
            }
        }
        return kinds
    }
}
