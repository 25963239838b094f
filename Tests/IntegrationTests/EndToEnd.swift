import Testing

/// The suites that run the real binary: one test at a time, because each waits for a process, and a machine has few cores.
@Suite(.serialized, .timeLimit(.minutes(10))) enum EndToEnd {}
