/// What a runner tells while a cell runs.
enum CellEvent: Sendable, Equatable {
    /// Bytes that the cell wrote; they may end inside a character.
    case output(StreamName, [UInt8])
    /// A value that the cell displayed.
    case display(MIMEBundle)
    /// A line that the cell asks for; the number goes with the answer.
    case input(request: Int, InputRequest)
    /// A permission that the cell lacked.
    case blocked(Permission)
    /// A granted permission that the cell used.
    case used(Permission)
}
