#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the runtime: where the environment says, else in the cache of this user.
///
/// Looks only whether the parts exist. A folder of the cache is complete as soon as it has its name.
struct RuntimeLocator: Sendable {
    static let denoVersion = "2.9.8"
    static let pyodideVersion = "314.0.7"

    /// The variables of the environment: `CLOCHE_DENO`, `CLOCHE_PYODIDE`, `CLOCHE_RUNNER`, `CLOCHE_DILL`,
    /// `CLOCHE_UV`, `XDG_CACHE_HOME`, `HOME`.
    let environment: [String: String]

    /// Relative paths of the environment start here.
    let workingDirectory: String

    /// The locator of this process.
    static var current: RuntimeLocator {
        let names = [
            "CLOCHE_DENO", "CLOCHE_PYODIDE", "CLOCHE_RUNNER", "CLOCHE_DILL", "CLOCHE_UV", "XDG_CACHE_HOME", "HOME",
        ]
        let variables = names.compactMap { name in
            PermissionResolver.environmentVariable(name).map { (name, $0) }
        }
        return RuntimeLocator(environment: Dictionary(uniqueKeysWithValues: variables))
    }

    /// Makes a locator for an environment.
    init(environment: [String: String], workingDirectory: String = PermissionResolver.realPath(".") ?? "/") {
        self.environment = environment
        self.workingDirectory = workingDirectory
    }

    /// The runtime's parts.
    ///
    /// - Throws: ``ClocheError`` with the code `runtimeNotFound`, which names the first part that is missing.
    func locate() throws(ClocheError) -> Runtime {
        Runtime(
            deno: try part("CLOCHE_DENO", "deno-\(Self.denoVersion)/deno", probe: ""),
            pyodide: try part("CLOCHE_PYODIDE", "pyodide-\(Self.pyodideVersion)", probe: "/pyodide.asm.wasm"),
            runner: try part("CLOCHE_RUNNER", "runner-\(runnerKey)", probe: "/main.js")
        )
    }

    /// The folder that holds the installed parts.
    var cache: String {
        let home = variable("HOME") ?? "/"
        let base = variable("XDG_CACHE_HOME").flatMap { HostPath.isAbsolute($0) ? $0 : nil } ?? home + "/.cache"
        return HostPath.normalized(base + "/cloche/runtime")
    }

    /// The wheel of dill that the user has, where he says so.
    var dill: String? { variable("CLOCHE_DILL").map { HostPath.normalized($0, in: workingDirectory) } }

    /// The binary of uv that the user has, where he says so.
    var uv: String? { variable("CLOCHE_UV").map { HostPath.normalized($0, in: workingDirectory) } }

    /// The real path of a part; `probe` is the file in it that has to be there.
    private func part(_ name: String, _ cached: String, probe: String) throws(ClocheError) -> String {
        let path = variable(name).map { HostPath.normalized($0, in: workingDirectory) } ?? cache + "/" + cached
        guard access(path + probe, R_OK) == 0, let real = PermissionResolver.realPath(path) else {
            throw .runtimeNotFound(access(path, F_OK) == 0 ? path + probe : path)
        }
        guard PermissionItem.commonFlaw(real) == nil else { throw .runtimeNotUsable(real) }
        return real
    }

    private func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension ClocheError {
    /// A path that Deno's flags cannot hold.
    fileprivate static func runtimeNotUsable(_ path: String) -> ClocheError {
        ClocheError(
            code: .runtimeNotFound,
            message: "Cannot use the runtime in '\(path)': its path has a comma or control characters"
        )
    }
}
