internal import Cloche
internal import ClocheREPL

/// Records of the audit log as comma-separated values (RFC 4180).
enum AuditCSV {
    /// The line of column names.
    static let head = "time,session,n,event,seen,cell,kind,item,detail"

    /// The line of a record, without its end.
    static func line(_ record: AuditRecord) -> String {
        let fields = [
            AuditTime.text(record.time), record.session, "\(record.number)", record.event, record.observer.rawValue,
            record.cell.map { "\($0)" } ?? "", record.members["kind"]?.text ?? "", record.members["item"]?.text ?? "",
            AuditText.describe(record).target,
        ]
        return fields.map(field).joined(separator: ",")
    }

    /// A field in quotes where it needs them; control characters are spelled out.
    ///
    /// A spreadsheet would take what begins like a formula for one, and an apostrophe keeps it from that.
    private static func field(_ text: String) -> String {
        let plain = AuditText.line(text)
        let isFormula = plain.first.map { "=+-@".contains($0) } ?? false
        let safe = (isFormula ? "'" : "") + plain
        guard safe.contains(where: { "\",".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
