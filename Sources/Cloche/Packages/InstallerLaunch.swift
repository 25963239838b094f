#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How the installer is started: the command line, the environment and the walls.
struct InstallerLaunch: Sendable {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let temporaryFolder: String

    private let policy: @Sendable (_ denoDirectory: String) -> KernelPolicy

    /// Works out how to run the installer of a runtime on the job in a staging folder.
    ///
    /// With `usesNet` it may connect to any host and port, by way of the proxy and certificates that `surroundings` name,
    /// an environment.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission`.
    init(
        runtime: Runtime,
        staging: String,
        usesNet: Bool,
        surroundings: [String: String]
    ) throws(ClocheError) {
        var permissions = PermissionSet()
        permissions[.write].items = [staging]
        permissions[.read].items = [staging]
        let flags = try permissions.denoFlags(runtime: runtime, ownAddresses: [], ownFiles: [])
        program = runtime.deno
        arguments =
            ["deno", "run"] + flags + (usesNet ? ["--allow-net"] : []) + [runtime.runner + "/installer.js", staging]
        let network = usesNet ? Self.network(surroundings) : [:]
        environment = Self.fixed.merging(network) { fixed, _ in fixed }
        temporaryFolder = DenoDirectory.usualParent
        policy = { [permissions] folder in
            var permissions = permissions
            permissions[.net].isAll = usesNet
            var policy = permissions.kernelPolicy(
                runtime: runtime,
                denoDirectory: folder,
                certificates: network["DENO_CERT"]
            )
            if usesNet { policy.sockets = .ip }
            return policy
        }
    }

    func request(folder: String, pipes: RunnerPipes) -> SpawnRequest {
        SpawnRequest(
            program: program,
            arguments: arguments,
            environment: environment.merging(["DENO_DIR": folder]) { _, new in new },
            input: pipes.childInput,
            output: pipes.childOutput,
            errors: pipes.childErrors,
            limits: RunnerLaunch.resources(Limits(), writing),
            policy: policy(folder)
        )
    }

    /// A set that writes files, for the limit of their size.
    private var writing: PermissionSet {
        var permissions = PermissionSet()
        permissions[.write].isAll = true
        return permissions
    }

    private static let fixed = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1",
    ]

    /// The proxies of the user, and whom TLS trusts: those that the system does, and those of a file.
    private static func network(_ surroundings: [String: String]) -> [String: String] {
        let names = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap { [$0, $0.lowercased()] }
        var network = surroundings.filter { names.contains($0.key) && !$0.value.isEmpty }
        network["DENO_TLS_CA_STORE"] = surroundings["DENO_TLS_CA_STORE"] ?? "mozilla,system"
        let certificates = [surroundings["DENO_CERT"], surroundings["SSL_CERT_FILE"]].compactMap { $0 }.first
        network["DENO_CERT"] = certificates.flatMap(PermissionResolver.realPath)
        return network
    }
}
