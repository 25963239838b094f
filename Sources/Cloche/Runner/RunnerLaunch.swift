#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a runner is started: the command line, the environment and the limits, worked out before anything happens.
struct RunnerLaunch: Sendable {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let limits: [SpawnRequest.Limit]

    /// Deno's private folder is made here.
    let temporaryFolder: String

    /// What Deno's private folder starts with.
    let compiledCode: String
    private let policy: @Sendable (_ denoDirectory: String) -> KernelPolicy

    /// Works out how to run a runtime's runner.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission` or `invalidLimit`.
    init(
        runtime: Runtime,
        permissions: PermissionSet,
        limits: Limits,
        surroundings: [String: String] = Self.surroundings,
        ownAddresses: [String] = OwnAddresses.current,
        ownFiles: [String] = OwnFiles.current,
        packages: PackageWalls = PackageWalls()
    ) throws(ClocheError) {
        try limits.validate()
        let flags = try permissions.denoFlags(
            runtime: runtime,
            ownAddresses: ownAddresses,
            ownFiles: ownFiles,
            packages: packages
        )
        let usesNet = permissions.granted(.net) != .none
        program = runtime.deno
        arguments = ["deno", "run"] + flags + [runtime.entry, runtime.pyodide]
        environment = Self.environment(surroundings: usesNet ? surroundings : [:])
        self.limits = Self.resources(limits, permissions)
        temporaryFolder = DenoDirectory.usualParent
        compiledCode = runtime.runner + "/cache"
        policy = { folder in
            permissions.kernelPolicy(
                runtime: runtime,
                denoDirectory: folder,
                site: packages.site,
                certificates: usesNet ? surroundings["DENO_CERT"] : nil
            )
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
            limits: limits,
            policy: policy(folder)
        )
    }

    /// Nothing of the user's environment, but for what makes TLS work where net is granted.
    private static func environment(surroundings: [String: String]) -> [String: String] {
        let fixed = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1",
        ]
        return surroundings.merging(fixed) { _, fixed in fixed }
    }

    /// What a runner with net takes from the environment of this process: whom TLS trusts.
    static var surroundings: [String: String] {
        var surroundings: [String: String] = [:]
        surroundings["DENO_TLS_CA_STORE"] = PermissionResolver.environmentVariable("DENO_TLS_CA_STORE")
        let certificates = PermissionResolver.environmentVariable("DENO_CERT")
        surroundings["DENO_CERT"] = certificates.flatMap(PermissionResolver.realPath)
        return surroundings
    }

    /// The resource limits of the process.
    ///
    /// Measured with Deno 2.9.8: a fresh runner has 1260 MB of data (`VmData`), nearly all of it V8's reserve, and
    /// does not boot with 1200. On top of 1.5 GiB come 32 MiB for each processor's threads, and the memory limit
    /// three times: Python's own memory, its last checkpoint, and one on its way.
    ///
    /// A file can be large where write is granted; else there are only Deno's own, which are small. Processes count for
    /// each user, not for each runner: where programs can be started, that many more than the machine runs now.
    static func resources(
        _ limits: Limits,
        _ permissions: PermissionSet = PermissionSet(),
        processors: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    ) -> [SpawnRequest.Limit] {
        let data = 1536 << 20 + max(1, processors) * (32 << 20) + 3 * limits.memory
        let writesFiles = !permissions[.write].grantsNothing
        var resources: [(Int32, UInt64)] = [
            (resource(RLIMIT_DATA), UInt64(data)),
            (resource(RLIMIT_NOFILE), 1024),
            (resource(RLIMIT_FSIZE), writesFiles ? 4 << 30 : 64 << 20),
            (resource(RLIMIT_CORE), 0),
            (resource(RLIMIT_CPU), 7 * 86_400),
        ]
        if permissions.startsPrograms, let tasks = RunningTasks.count {
            resources.append((resource(Self.processes), UInt64(tasks + 1024)))
        }
        return resources.map { SpawnRequest.Limit(resource: $0.0, value: $0.1) }
    }

    #if canImport(Glibc)
        // The header spells RLIMIT_NPROC as an alias of this, which Swift does not see.
        private static let processes = __RLIMIT_NPROC

        private static func resource(_ number: __rlimit_resource) -> Int32 { Int32(number.rawValue) }
    #else
        private static let processes = RLIMIT_NPROC

        private static func resource(_ number: Int32) -> Int32 { number }
    #endif
}
