import Foundation
import Glibc
import Testing

@testable import Cloche

/// A session with canaries around it, for cells that are hostile.
struct AttackHarness {
    private let launcher = RecordingLauncher()
    private let bait: WallBait
    private let session: Session

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - timeout: How long a cell may run; on a busy machine even a refusal takes its time.
    ///   - grant: What the session may do, given a folder of the harness.
    /// - Throws: What a grant or the canaries throw.
    init(timeout: Duration = .seconds(20), grant: (String, inout PermissionSet) throws -> Void = { _, _ in }) throws {
        bait = try WallBait()
        var permissions = PermissionSet()
        try grant(bait.granted, &permissions)
        let options = SessionOptions(
            workingDirectory: "/",
            environment: [WallBait.variable: WallBait.word, "PATH": "/usr/bin:/bin"]
        )
        session = Session(
            permissions,
            Limits(timeout: timeout, memory: 128 << 20, output: 64 << 10),
            options,
            launcher,
            SessionTiming()
        )
    }

    /// Binds what has to outlive every attack.
    func begin() async throws {
        #expect(try await session.execute("SENT = 7").status == .ok)
        try await rest()
    }

    /// Runs an attack, and looks whether everything still stands.
    func run(_ attack: Attack, _ when: String) async throws {
        let code = attack.code.replacing("FILE", with: bait.secret).replacing("LINK", with: bait.link)
            .replacing("PORT", with: String(bait.port))
        let result = try await session.execute(code)
        let comment = Comment(
            "\(when): \(attack.name): \(result.status) \(result.value ?? "") \(result.error?.message ?? "")"
        )
        judge(result, attack.outcome, comment)
        let shown = [result.value ?? "", result.stdout, result.stderr, result.error?.traceback ?? ""].joined()
        #expect(!shown.contains(WallBait.word), comment)
        #expect(!bait.wasReached, comment)
        if case .replaced = attack.outcome { try await resetIfBroken() }
        try await checkAlive(comment)
    }

    /// Kills the runner, so that the next cell runs right after a restore.
    func restore() async throws {
        try await rest()
        if let pid = launcher.processIdentifiers.last { kill(pid, SIGKILL) }
        // The end of the runner may come while this asks.
        _ = try? await session.variables()
    }

    /// Ends the session; nothing of it may be left.
    func end() async {
        await session.close()
        for pid in launcher.processIdentifiers { #expect(kill(-pid, 0) != 0 && errno == ESRCH, "\(pid) is left") }
        bait.remove()
    }

    private func judge(_ result: ExecutionResult, _ outcome: Attack.Outcome, _ comment: Comment) {
        switch outcome {
        case .raises(let text):
            let said = "\(result.error?.name ?? ""): \(result.error?.message ?? "")"
            #expect(result.status == .error && said.contains(expanded(text)), comment)
        case .value(let value): #expect(result.value == value, comment)
        case .harmless: #expect(result.status == .ok, comment)
        case .stopped: #expect([.timedOut, .interrupted].contains(result.status), comment)
        case .replaced: break
        }
        if result.status == .died { #expect(result.recovery != nil, comment) }
    }

    private func expanded(_ text: String) -> String { text.replacing("FILE", with: bait.secret) }

    /// The next cells give what they should, though perhaps in a new sandbox.
    private func checkAlive(_ comment: Comment) async throws {
        #expect(try await session.execute("1+1").value == "2", comment)
        #expect(try await session.execute("SENT").value == "7", comment)
    }

    /// What a user does whose session talks nonsense.
    private func resetIfBroken() async throws {
        guard try await session.execute("1+1").value != "2" else { return }
        try await session.reset()
        _ = try await session.execute("SENT = 7")
    }

    private func rest() async throws {
        // Longer than the session waits before it takes a checkpoint.
        try await Task.sleep(for: .milliseconds(60))
        _ = try? await session.variables()
    }
}
