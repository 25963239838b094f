#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// uv, the resolver: one pinned version, since what it asks of an interpreter and what it writes changes between versions.
///
/// pip gets it from the package index with the first installation that needs it; it is kept beside the runtime.
struct UvProgram: Sendable {
    static let version = "0.13.9"

    /// The wheels for Linux (x86-64 and aarch64, glibc and musl) and macOS (x86-64 and arm64).
    static let hashes = [
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ]

    /// The path of the binary.
    let path: String

    /// The uv that `CLOCHE_UV` names, the one in the cache, or a new one from the index.
    ///
    /// Where nothing may be fetched, only what is there is taken.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` or `installCancelled`.
    static func locate(
        _ locator: RuntimeLocator,
        environment: [String: String],
        mayFetch: Bool = true,
        folder: String
    ) async throws(ClocheError) -> UvProgram {
        if let own = locator.uv {
            guard try await answers(own, in: folder) else {
                throw .cannotGetUv("CLOCHE_UV: '\(own)' is not uv \(version)")
            }
            return UvProgram(path: own)
        }
        let path = "\(locator.cache)/uv-\(version)/uv"
        if access(path, X_OK) == 0 { return UvProgram(path: path) }
        guard mayFetch else { throw .cannotGetUv("it is not installed yet, and nothing may be fetched") }
        try await fetch(to: locator.cache, with: PipCommand(environment: environment))
        guard try await answers(path, in: folder) else { throw .cannotGetUv("'\(path)' does not run on this machine") }
        return UvProgram(path: path)
    }

    /// Runs uv in a folder, where what it says is kept meanwhile, with the variables given and no others.
    func run(
        _ arguments: [String],
        environment: [String: String],
        in folder: String,
        patience: Duration = .seconds(300)
    ) async throws(ClocheError) -> HostCommand.Outcome {
        try await HostCommand(
            program: path,
            arguments: arguments,
            environment: environment,
            folder: folder,
            patience: patience
        ).run()
    }

    private static func answers(_ path: String, in folder: String) async throws(ClocheError) -> Bool {
        do throws(ClocheError) {
            let program = UvProgram(path: path)
            let outcome = try await program.run(["--version"], environment: [:], in: folder, patience: .seconds(10))
            return outcome.output.hasPrefix("uv \(version)")
        } catch {
            guard error.code != .installCancelled else { throw error }
            return false
        }
    }

    /// Downloads the wheel, whose hash pip checks, and moves the binary to its place when it is whole.
    private static func fetch(to cache: String, with pip: PipCommand) async throws(ClocheError) {
        let wheel = PinnedWheel(name: "uv", version: version, hashes: hashes)
        do throws(PipCommand.Failure) {
            try await wheel.download(in: cache, with: pip) { pip, own, path throws(PipCommand.Failure) in
                try await pip.unpack(path, to: "unpacked", in: own)
                let made = own + "/uv-\(version)"
                try PinnedWheel.makeFolder(made)
                let binary = "\(own)/unpacked/uv-\(version).data/scripts/uv"
                guard chmod(binary, 0o755) == 0, rename(binary, made + "/uv") == 0 else {
                    throw PipCommand.Failure(reason: "its wheel has no program")
                }
                // Where another installation was first, its folder is as good.
                let place = "\(cache)/uv-\(version)"
                guard rename(made, place) == 0 || access(place + "/uv", X_OK) == 0 else {
                    throw PipCommand.Failure(reason: "'\(place)' cannot be made: \(SystemError.last.reason)")
                }
            }
        } catch {
            throw error.isCancelled ? .installCancelled : .cannotGetUv(error.reason)
        }
    }
}

extension ClocheError {
    fileprivate static func cannotGetUv(_ reason: String) -> ClocheError {
        let hint = "connect and try again, or set CLOCHE_UV to a copy of it"
        return .install(.installFailed, "packages without uv \(UvProgram.version)", "\(reason); \(hint)")
    }
}
