/// Which build a session's memory belongs to: it is of use to exactly that one.
struct BuildIdentity: Equatable, Sendable {
    /// The version of Pyodide.
    var pyodide: String

    /// The hash of the runner's sources, 16 hex digits.
    var runner: String

    /// The architecture that the memory is laid out for: the sandbox's, the same on every machine that cloche runs on.
    var architecture = Self.wasm32

    /// WebAssembly with addresses of 32 bits.
    static let wasm32 = "wasm32"
}

extension BuildIdentity: Codable {
    private enum CodingKeys: String, CodingKey { case pyodide, runner, architecture }

    /// Reads an identity; what was written before architectures were named is for the first one.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        pyodide = try fields.decode(String.self, forKey: .pyodide)
        runner = try fields.decode(String.self, forKey: .runner)
        architecture = try fields.decodeIfPresent(String.self, forKey: .architecture) ?? Self.wasm32
    }
}
