internal import Cloche
internal import ClocheREPL

extension Invocation {
    /// Which sessions `--resume` means; nil where it is not given.
    ///
    /// - Parameter folder: Where the sessions are.
    /// - Returns: One session, or several to choose from.
    /// - Throws: `UsageError` where there is none, or the identifier is that of none.
    func resumeChoice(in folder: JournalFolder?) throws(UsageError) -> ResumeChoice? {
        guard let resume else { return nil }
        var sessions: [StoredSession] = []
        do throws(ClocheError) {
            sessions = try folder?.sessions() ?? []
        } catch {
            throw UsageError(error.message)
        }
        let choice: ResumeChoice
        do throws(REPLError) {
            choice = try ResumeChoice(resume.id, among: sessions)
        } catch {
            throw UsageError(error.message)
        }
        guard case .none(let ended) = choice else { return choice }
        throw UsageError(ResumeText.nothing(ended: ended) { "'cloche --resume=\($0)'" })
    }
}
