#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tries the walls one by one: each attempt is one that hostile code would make, with things of its own to find.
///
/// Processes are started as a runner is. They run no cell, but attempts that are fixed, also where one wall is left out
/// to see whether the other holds alone.
package struct WallProbe {
    private let runtime: Runtime
    private let bait: WallBait

    /// Lays out what the attempts are after.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed` where that cannot be done.
    package init(_ runtime: Runtime) throws(ClocheError) {
        self.runtime = runtime
        bait = try WallBait()
    }

    /// Removes what was laid out.
    package func remove() { bait.remove() }

    /// What the kernel refuses to any program.
    package func kernel() async -> [WallFinding] {
        #if os(Linux)
            guard KernelWalls.landlockVersion > 0 || KernelWalls.hasSeccomp else { return KernelFindings.missing }
            let strict = await attempt(policy { _ in })
            let net = await attempt(policy { $0[.net].items = ["127.0.0.1:1"] })
            guard let strict, let net else { return KernelFindings.unknown }
            return KernelFindings.of(strict: strict, net: net, landlock: KernelWalls.landlockVersion)
        #else
            return KernelFindings.missing
        #endif
    }

    /// What Deno's flags refuse with no wall of the kernel's around them.
    package func denoAlone() async -> DenoAttempts? {
        let flags = try? permissions { _ in }.denoFlags(runtime: runtime, ownAddresses: [])
        guard let flags else { return nil }
        return await denoAttempts(flags, policy: nil)
    }

    /// What the kernel refuses to a Deno that may do everything.
    package func kernelAlone() async -> DenoAttempts? {
        await denoAttempts(["--allow-all", "--no-config", "--no-lock"]) { folder in
            var policy = permissions { $0[.net].items = ["127.0.0.1:1"] }
                .kernelPolicy(runtime: runtime, denoDirectory: folder)
            // Deno itself, for as long as it may look at its own environment.
            policy.rules.append(LandlockRule(path: bait.granted, access: .read))
            return policy
        }
    }

    private func policy(_ change: (inout PermissionSet) -> Void) -> KernelPolicy {
        permissions(change).kernelPolicy(runtime: runtime, denoDirectory: bait.folder + "/none")
    }

    /// Tries everything in a process of a policy; without one nothing but the limits should stand.
    func attempt(_ policy: KernelPolicy?) async -> KernelAttempts.Outcomes? {
        let attempts = KernelAttempts(
            file: bait.secret,
            link: bait.link,
            fresh: bait.granted + "/new",
            granted: bait.granted + "/fine",
            port: bait.port,
            outside: getpid()
        )
        let limits = RunnerLaunch.resources(Limits())
        let bytes = await ProbeRun.output { pipes in
            SpawnRequest(
                program: runtime.deno,
                arguments: [],
                environment: [:],
                input: pipes.childInput,
                output: pipes.childOutput,
                errors: pipes.childErrors,
                limits: limits,
                policy: policy,
                attempts: attempts
            )
        }
        return bytes.flatMap { KernelAttempts.Outcomes($0) }
    }

    private func denoAttempts(
        _ flags: [String],
        policy: ((_ denoDirectory: String) -> KernelPolicy)?
    ) async -> DenoAttempts? {
        guard let folder = try? DenoDirectory.make(in: DenoDirectory.usualParent) else { return nil }
        defer { folder.remove() }
        let policy = policy?(folder.path)
        let tried = [bait.secret, bait.link, bait.granted + "/new", String(bait.port), WallBait.variable]
        let bytes = await ProbeRun.output { pipes in
            SpawnRequest(
                program: runtime.deno,
                arguments: ["deno", "run"] + flags + [runtime.runner + "/probe.js"] + tried,
                environment: ["DENO_DIR": folder.path, "NO_COLOR": "1", WallBait.variable: WallBait.word],
                input: pipes.childInput,
                output: pipes.childOutput,
                errors: pipes.childErrors,
                policy: policy
            )
        }
        return bytes.flatMap { try? JSONDecoder().decode(DenoAttempts.self, from: Data($0)) }
    }

    /// Starts a program that does nothing and waits for its end, inside of the kernel's walls or outside of them, so that
    /// what the walls cost at a start can be measured.
    ///
    /// - Returns: Whether the program could be started.
    package func startNothing(insideWalls: Bool) async -> Bool {
        let program = "/usr/bin/true"
        let limits = RunnerLaunch.resources(Limits())
        let policy = policy { $0[.run].items = [program] }
        let bytes = await ProbeRun.output { pipes in
            SpawnRequest(
                program: program,
                arguments: [program],
                environment: [:],
                input: pipes.childInput,
                output: pipes.childOutput,
                errors: pipes.childErrors,
                limits: insideWalls ? limits : [],
                policy: insideWalls ? policy : nil
            )
        }
        return bytes != nil
    }

    private func permissions(_ change: (inout PermissionSet) -> Void) -> PermissionSet {
        var permissions = PermissionSet()
        permissions[.read].items = [bait.granted]
        change(&permissions)
        return permissions
    }
}
