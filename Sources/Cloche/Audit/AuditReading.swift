/// What was read of an audit log.
package struct AuditReading: Sendable, Equatable {
    /// The wanted records in the order of the files.
    package private(set) var records: [AuditRecord] = []
    /// How many lines were no records, one that is being written left out.
    package private(set) var brokenLines = 0

    private let filter: AuditFilter
    private let mark: [UInt8]
    /// A line whose end has not come.
    private var rest: [UInt8] = []
    /// True where the first line is the end of one.
    private var skipsLine = false
    /// True where the line is longer than any record, so that it is not kept.
    private var isTooLong = false

    /// Makes a reading of nothing.
    package init(_ filter: AuditFilter = AuditFilter()) {
        self.filter = filter
        mark = filter.mark
    }

    /// Makes a reading of records that are there already.
    package init(_ records: [AuditRecord], brokenLines: Int = 0) {
        self.init()
        self.records = records
        self.brokenLines = brokenLines
    }

    /// Leaves out what comes up to the end of a line.
    mutating func skipLine() { skipsLine = true }

    /// Takes in a piece of a file.
    mutating func add(_ bytes: [UInt8]) {
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            take(bytes[start..<end])
            start = end + 1
        }
        guard rest.count + bytes.count - start <= AuditRecord.longestLine else {
            isTooLong = true
            return rest = []
        }
        rest += bytes[start...]
    }

    /// Takes in the end of a file; a line without its end is one only where it is whole.
    mutating func endFile() {
        if !rest.isEmpty, !isTooLong, !skipsLine, let record = AuditRecord(line: rest) { keep(record) }
        rest = []
        isTooLong = false
        skipsLine = false
    }

    private mutating func take(_ tail: ArraySlice<UInt8>) {
        defer {
            rest = []
            isTooLong = false
            skipsLine = false
        }
        if skipsLine { return }
        if rest.isEmpty { return take(line: tail) }
        take(line: (rest + tail)[...])
    }

    private mutating func take(line: ArraySlice<UInt8>) {
        if line.isEmpty, !isTooLong { return }
        guard mark.isEmpty || line.contains(mark) else { return }
        guard !isTooLong, let record = AuditRecord(line: line) else { return brokenLines += 1 }
        keep(record)
    }

    private mutating func keep(_ record: AuditRecord) {
        guard filter.matches(record) else { return }
        records.append(record)
        // Dropping a half at a time keeps the cost of a record the same.
        if let newest = filter.newest, records.count >= 2 * max(newest, 64) {
            records.removeFirst(records.count - newest)
        }
    }

    /// Takes in the end of the last file.
    mutating func finish() {
        if let newest = filter.newest { records.removeFirst(max(0, records.count - newest)) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        var rest = self
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: part) { return true }
            rest.removeFirst()
        }
        return false
    }
}
