/// Where the parts that run Python are: absolute paths without links, each known to exist when it was located.
public struct Runtime: Sendable, Equatable {
    /// The Deno binary.
    public let deno: String

    /// The folder with the files of Pyodide.
    public let pyodide: String

    /// The folder with the installed runner: its entry `main.js`, and the baseline image.
    public let runner: String

    /// Makes a runtime from absolute paths, as they are.
    public init(deno: String, pyodide: String, runner: String) {
        self.deno = deno
        self.pyodide = pyodide
        self.runner = runner
    }

    /// Finds the runtime: `CLOCHE_DENO`, `CLOCHE_PYODIDE` and `CLOCHE_RUNNER`, else the cache of this user.
    ///
    /// - Throws: ``ClocheError`` with the code `runtimeNotFound`, whose message says how to get it.
    public static func locate() throws(ClocheError) -> Runtime {
        try RuntimeLocator.current.locate()
    }

    /// The file that Deno runs.
    var entry: String { runner + "/main.js" }
}
