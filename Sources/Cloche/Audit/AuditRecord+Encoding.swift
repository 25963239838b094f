extension AuditRecord {
    /// The longest text that is written, in bytes of UTF-8: the kernel's limit of a path.
    static let longestText = 4096
    /// How many bytes the texts of a list may have together.
    static let longestList = 16_384
    /// Longer lines are not read, in bytes; no record is written that long.
    package static let longestLine = 262_144

    /// The line of the record, a JSON object (RFC 8259) of ASCII characters where others could do harm, without its newline.
    ///
    /// Control characters, C1 and DEL among them, and those that change the direction of text or cannot be seen are
    /// escaped, so that the file is safe to look at.
    package var line: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256)
        line.append(UInt8(ascii: "{"))
        Self.add("v", .integer(version), to: &line)
        Self.add("time", .text(AuditTime.text(time)), to: &line)
        Self.add("session", .text(session), to: &line)
        Self.add("n", .integer(number), to: &line)
        Self.add("event", .text(event), to: &line)
        Self.add("seen", .text(observer.rawValue), to: &line)
        if let cell { Self.add("cell", .integer(cell), to: &line) }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { Self.add(name, value, to: &line) }
        line.append(UInt8(ascii: "}"))
        return line
    }

    private static func add(_ name: String, _ value: AuditValue, to line: inout [UInt8]) {
        if line.count > 1 { line.append(UInt8(ascii: ",")) }
        add(name, to: &line)
        line.append(UInt8(ascii: ":"))
        add(value, to: &line)
    }

    private static func add(_ value: AuditValue, to line: inout [UInt8]) {
        switch value {
        case .text(let text): add(text, to: &line)
        case .integer(let number): line += String(number).utf8
        case .decimal(let number): line += (number.isFinite ? String(number) : "null").utf8
        case .flag(let flag): line += (flag ? "true" : "false").utf8
        case .list(let values): add(values, to: &line)
        }
    }

    /// Adds a list; what does not fit is only counted.
    private static func add(_ values: [AuditValue], to line: inout [UInt8]) {
        line.append(UInt8(ascii: "["))
        let start = line.count
        for (index, value) in values.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            guard line.count - start < longestList else {
                add("… and \(values.count - index) more", to: &line)
                break
            }
            add(value, to: &line)
        }
        line.append(UInt8(ascii: "]"))
    }

    private static func add(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        var length = 0
        for scalar in text.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= longestText else {
                line += "…".utf8
                break
            }
            add(scalar, to: &line)
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func add(_ scalar: Unicode.Scalar, to line: inout [UInt8]) {
        switch scalar {
        case "\"", "\\": line += [UInt8(ascii: "\\"), UInt8(scalar.value)]
        case "\n": line += #"\n"#.utf8
        case "\t": line += #"\t"#.utf8
        case " "..."~": line.append(UInt8(scalar.value))
        case _ where isPlain(scalar): line += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        default:
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                let digits = String(unit, radix: 16)
                line += (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            }
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
