/// One line of a history file, a JSON object of strings and integers (RFC 8259).
///
/// A cell is written as it is run, its outcome when it has ended:
/// ```
/// {"cell":"1/0","time":1790000000,"session":"5f0c9a1e","number":3}
/// {"outcome":"error","session":"5f0c9a1e","number":3}
/// ```
/// A compaction writes both as one line, with `outcome` last. Earlier versions wrote `{"cell":"1/0"}`.
enum HistoryLine {
    private enum Member: Int {
        case cell, time, session, number, outcome
    }

    /// The names of the members.
    private static let names: [StaticString] = ["cell", "time", "session", "number", "outcome"]

    /// The line for a record, without its newline.
    static func encode(_ record: HistoryRecord) -> [UInt8] {
        var line: [UInt8] = []
        switch record {
        case .cell(let entry):
            line.reserveCapacity(entry.cell.utf8.count + 128)
            add("cell", entry.cell, to: &line)
            if let time = entry.time { add("time", time, to: &line) }
            if let session = entry.session { add("session", session, to: &line) }
            if let number = entry.number { add("number", number, to: &line) }
            if let outcome = entry.outcome { add("outcome", outcome, to: &line) }
        case .outcome(let run, let outcome):
            add("outcome", outcome, to: &line)
            add("session", run.session, to: &line)
            add("number", run.number, to: &line)
        }
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// What a line says; nil for one that is no object of strings and integers, or has neither cell nor outcome.
    static func decode(_ line: UnsafeBufferPointer<UInt8>) -> HistoryRecord? {
        var scanner = HistoryLineScanner(line)
        var entry = HistoryEntry(cell: "")
        var hasCell = false
        guard scanner.take("{") else { return nil }
        repeat {
            let member = scanner.name(of: names).flatMap(Member.init)
            guard member != nil || scanner.string() != nil, scanner.take(":") else { return nil }
            if let text = scanner.string() {
                switch member {
                case .cell: (entry.cell, hasCell) = (text, true)
                case .session: entry.session = text
                case .outcome: entry.outcome = text
                default: break
                }
            } else if let integer = scanner.integer() {
                switch member {
                case .time: entry.time = integer
                case .number: entry.number = integer
                default: break
                }
            } else if !scanner.skipWord() {
                return nil
            }
        } while scanner.take(",")
        guard scanner.take("}"), scanner.isAtEnd else { return nil }
        if hasCell { return .cell(entry) }
        guard let run = entry.run, let outcome = entry.outcome else { return nil }
        return .outcome(run, outcome)
    }

    private static func add(_ name: StaticString, _ value: Int, to line: inout [UInt8]) {
        addName(name, to: &line)
        line += String(value).utf8
    }

    private static func add(_ name: StaticString, _ text: String, to line: inout [UInt8]) {
        addName(name, to: &line)
        line.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += #"\n"#.utf8
            case "\t": line += #"\t"#.utf8
            case "\"", "\\": line += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            // Whoever looks at the file in a terminal shall not be sent control sequences.
            case _ where scalar.isControl || scalar == "\u{2028}" || scalar == "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                line += (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            default: line += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func addName(_ name: StaticString, to line: inout [UInt8]) {
        line.append(UInt8(ascii: line.isEmpty ? "{" : ","))
        line.append(UInt8(ascii: "\""))
        line += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        line.append(UInt8(ascii: "\""))
        line.append(UInt8(ascii: ":"))
    }
}
