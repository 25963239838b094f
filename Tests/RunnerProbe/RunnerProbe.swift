import Cloche

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starts a runner and keeps it, for a test that kills this program: `RunnerProbe DENO PYODIDE RUNNER`.
@main
struct RunnerProbe {
    static func main() async throws {
        let parts = CommandLine.arguments
        guard parts.count == 4 else { exit(2) }
        let runtime = Runtime(deno: parts[1], pyodide: parts[2], runner: parts[3])
        let launcher = ProcessLauncher(runtime: runtime)
        let runner = try await launcher.launch(permissions: .init(), limits: .init(), site: nil)
        while let bytes = await runner.receive() {
            print(String(decoding: bytes, as: UTF8.self), terminator: "")
            fflush(nil)
        }
    }
}
