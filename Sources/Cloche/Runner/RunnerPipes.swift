internal import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The three pipes of a runner while it is started; -1 is an end that is closed or has a new owner.
struct RunnerPipes {
    private(set) var childInput: Int32 = -1
    private(set) var childOutput: Int32 = -1
    private(set) var childErrors: Int32 = -1
    private var input: Int32 = -1
    private var output: Int32 = -1
    private var errors: Int32 = -1

    /// Opens all three, with the largest buffers that an ordinary user may have: fewer switches while images move.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`; what is open by then stays open.
    mutating func open() throws(ClocheError) {
        (childInput, input) = try Self.pipe()
        (output, childOutput) = try Self.pipe()
        (errors, childErrors) = try Self.pipe()
        for end in [input, output] { _ = cspawn_pipe_size(end, 1 << 20) }
    }

    mutating func takeInput() -> Int32 { Self.take(&input) }
    mutating func takeOutput() -> Int32 { Self.take(&output) }
    mutating func takeErrors() -> Int32 { Self.take(&errors) }

    mutating func closeChildEnds() {
        for end in [Self.take(&childInput), Self.take(&childOutput), Self.take(&childErrors)] where end >= 0 {
            close(end)
        }
    }

    mutating func closeAll() {
        closeChildEnds()
        for end in [takeInput(), takeOutput(), takeErrors()] where end >= 0 {
            close(end)
        }
    }

    private static func take(_ end: inout Int32) -> Int32 {
        defer { end = -1 }
        return end
    }

    private static func pipe() throws(ClocheError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        let error = cspawn_pipe(&ends)
        guard error == 0 else { throw .spawnFailed("deno", "pipe", errorText(error)) }
        return (ends[0], ends[1])
    }
}
