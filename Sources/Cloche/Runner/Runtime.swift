/// Where the parts that run Python are: absolute paths, each known to exist when it was located.
public struct Runtime: Sendable, Equatable {
    /// The Deno binary.
    public let deno: String

    /// The folder with the files of Pyodide.
    public let pyodide: String

    /// The folder with the installed runner: its entry `supervisor.js`, and the baseline image.
    public let runner: String

    /// Makes a runtime from absolute paths.
    public init(deno: String, pyodide: String, runner: String) {
        self.deno = deno
        self.pyodide = pyodide
        self.runner = runner
    }

    /// The file that Deno runs.
    var supervisor: String { runner + "/supervisor.js" }
}
