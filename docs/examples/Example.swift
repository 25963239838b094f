// How a program uses cloche's library. docs/library.md walks through this file, and the tests build and run it.

import Cloche

/// Each way of using the library, in the order of docs/library.md.
@main
enum Example {
    static func main() async throws {
        try await stateless()
        try await stateful()
        try await permissions()
        // A thread of its own, because the calls of a BlockingSession block theirs.
        try await withCheckedThrowingContinuation { continuation in
            BlockingExample.run { continuation.resume(with: $0) }
        }
    }

    /// One cell in a fresh sandbox, which ends with it.
    static func stateless() async throws {
        let result = try await Session.run("sum(range(10))")
        print("stateless:", result.value ?? "none")
    }

    /// Cells that share their state, with output while they run, a limit, and a session file.
    static func stateful() async throws {
        let session = Session(limits: Limits(timeout: .seconds(2)))
        _ = try await session.execute("squares = [n * n for n in range(5)]")

        let show: @Sendable (Output) -> Void = { event in
            if case .stream(.stdout, let piece) = event { print(piece.text, terminator: "") }
        }
        let result = try await session.execute("print(squares); squares[10]", output: show)
        print("stateful:", result.status, result.error?.name ?? "")

        let endless = try await session.execute("while True: pass", timeout: .milliseconds(200))
        print("stateful:", endless.status)

        let bytes = try await session.sessionBytes()
        await session.close()

        let later = Session()
        let recorded = try await later.restore(bytes: bytes)
        let restored = try await later.execute("squares[-1]")
        print("stateful:", recorded.cells.count, "cells saved, squares[-1] is", restored.value ?? "none")
        await later.close()
    }

    /// What a cell may not do is a Python exception; a change of the permissions keeps the state.
    static func permissions() async throws {
        let session = Session(options: SessionOptions(environment: ["PROJECT": "cloche"]))
        let source = "import os; os.environ.get('PROJECT')"
        print("permissions:", try await session.execute(source).value ?? "none")

        var permissions = PermissionSet()
        try permissions.allow(.env, ["PROJECT"])
        try await session.setPermissions(permissions)
        print("permissions:", try await session.execute(source).value ?? "none")
        await session.close()
    }
}
