/// How a process ended.
enum ProcessExit: Sendable, Equatable {
    case status(Int32)
    case signal(Int32)
}
