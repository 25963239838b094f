/// What a runner says about itself when Python is ready.
struct RunnerDescription: Equatable, Sendable {
    /// The version of Deno.
    var deno: String

    /// The version of Pyodide.
    var pyodide: String

    /// The version of Python.
    var python: String

    /// The size of Python's heap in bytes.
    var heapBytes: Int

    /// The names of what did not survive the restore.
    var lost: [String] = []
}
