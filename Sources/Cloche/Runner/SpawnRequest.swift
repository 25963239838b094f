internal import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Everything that starting a process needs, as values; the C call takes it as pointers.
struct SpawnRequest: Sendable {
    /// A resource limit of setrlimit(2), soft and hard alike.
    struct Limit: Sendable, Equatable {
        let resource: Int32
        let value: UInt64
    }

    /// An absolute path.
    var program: String
    var arguments: [String]
    var environment: [String: String]
    var directory = "/"

    /// Become descriptors 0, 1 and 2 of the child; the caller closes its own copies.
    var input: Int32
    var output: Int32
    var errors: Int32

    var limits: [Limit] = []

    /// What the kernel lets the process do; `nil` for everything.
    var policy: KernelPolicy?

    /// What the process tries instead of running the program.
    var attempts: KernelAttempts?

    /// Starts the process and returns its id, which is its process group's too.
    ///
    /// Call it on ``SpawnThread``.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`, which names the step that failed.
    func spawn() throws(ClocheError) -> Int32 {
        var pid: pid_t = 0
        var step = cspawn_step_none
        let error = withRequest { cspawn(&$0, &pid, &step) }
        guard error == 0 else { throw .spawnFailed(program, name(step), errorText(error)) }
        return pid
    }

    private func withRequest(_ body: (inout cspawn_request) -> Int32) -> Int32 {
        let paths = policy?.rules ?? []
        let tried = attempts.map { [$0.file, $0.link, $0.fresh, $0.granted] } ?? []
        let texts = CStrings([program, directory] + arguments + environmentList + paths.map(\.path) + tried)
        defer { withExtendedLifetime(texts) {} }
        let triedStart = texts.pointers.count - tried.count
        let ports = (policy?.ports ?? []).map { UInt16($0) }
        let environmentStart = 2 + arguments.count
        let pathStart = environmentStart + environment.count
        let argumentList = Array(texts.pointers[2..<environmentStart]) + [nil]
        let variables = Array(texts.pointers[environmentStart..<pathStart]) + [nil]
        let rules = zip(paths, texts.pointers[pathStart...]).map { rule, path in
            cspawn_path_rule(path: path.map { UnsafePointer($0) }, access: rule.access.rawValue)
        }
        let limits = limits.map { cspawn_limit(resource: $0.resource, soft: $0.value, hard: $0.value) }
        return argumentList.withUnsafeBufferPointer { arguments in
            variables.withUnsafeBufferPointer { variables in
                limits.withUnsafeBufferPointer { limits in
                    withRuleset(rules, ports) { ruleset in
                        var request = cspawn_request()
                        request.path = texts.pointers[0].map { UnsafePointer($0) }
                        request.directory = texts.pointers[1].map { UnsafePointer($0) }
                        request.argv = arguments.baseAddress
                        request.envp = variables.baseAddress
                        (request.in, request.out, request.err) = (input, output, errors)
                        request.limits = limits.baseAddress
                        request.limit_count = Int32(limits.count)
                        request.ruleset = ruleset
                        request.sockets = sockets
                        request.datagrams = policy?.datagrams == true ? 1 : 0
                        request.die_with_parent = 1
                        return withProbe(texts.pointers[triedStart...].map { $0 }) { probe in
                            request.probe = probe
                            return body(&request)
                        }
                    }
                }
            }
        }
    }

    private func withProbe(
        _ texts: [UnsafeMutablePointer<CChar>?],
        _ body: (UnsafePointer<cspawn_probe>?) -> Int32
    ) -> Int32 {
        guard let attempts, texts.count == 4 else { return body(nil) }
        let paths = texts.map { $0.map { UnsafePointer($0) } }
        let probe = cspawn_probe(
            file: paths[0],
            link: paths[1],
            fresh: paths[2],
            granted: paths[3],
            port: attempts.port,
            outside: attempts.outside
        )
        return withUnsafePointer(to: probe, body)
    }

    private func withRuleset(
        _ rules: [cspawn_path_rule],
        _ ports: [UInt16],
        _ body: (UnsafePointer<cspawn_ruleset>?) -> Int32
    ) -> Int32 {
        guard let policy else { return body(nil) }
        return rules.withUnsafeBufferPointer { rules in
            ports.withUnsafeBufferPointer { ports in
                var ruleset = cspawn_ruleset()
                ruleset.paths = rules.baseAddress
                ruleset.path_count = Int32(rules.count)
                ruleset.connect_ports = ports.baseAddress
                ruleset.connect_port_count = Int32(ports.count)
                ruleset.any_port = policy.ports == nil ? 1 : 0
                return withUnsafePointer(to: ruleset, body)
            }
        }
    }

    private var sockets: cspawn_sockets {
        switch policy?.sockets {
        case nil: cspawn_sockets_unfiltered
        case .some(.none): cspawn_sockets_none
        case .ipv4: cspawn_sockets_ipv4
        case .ip: cspawn_sockets_ip
        }
    }

    private var environmentList: [String] {
        environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    private func name(_ step: cspawn_step) -> String {
        switch step {
        case cspawn_step_pipe: "pipe"
        case cspawn_step_ruleset: "making the Landlock ruleset"
        case cspawn_step_fork: "fork"
        case cspawn_step_parent: "binding it to its parent"
        case cspawn_step_descriptors: "passing descriptors"
        case cspawn_step_directory: "entering '\(directory)'"
        case cspawn_step_limits: "setting resource limits"
        case cspawn_step_privileges: "giving up privileges"
        case cspawn_step_landlock: "entering the Landlock ruleset"
        case cspawn_step_seccomp: "filtering system calls"
        default: "exec"
        }
    }
}
