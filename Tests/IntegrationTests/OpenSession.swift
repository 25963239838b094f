@testable import Cloche

/// Runs a body with a session, and closes the session after it, however it ends.
func withOpen(_ session: Session, _ body: (Session) async throws -> Void) async throws {
    do {
        try await body(session)
    } catch {
        await session.close()
        throw error
    }
    await session.close()
}
