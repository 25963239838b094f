/// The bytes to and from one runner, and the runner's end.
///
/// All calls are safe from any task; the real conformer is a process, the scripted one belongs to the tests.
package protocol Transport: Sendable {
    /// The next bytes from the runner, of any length above zero, in order; nil once it has ended.
    ///
    /// One task calls it, again and again; what it has not asked for stays with the runner, so that a flood waits there.
    func receive() async -> [UInt8]?

    /// Sends bytes to the runner, whole and in the order of the calls.
    ///
    /// - Throws: ``ClocheError`` with the code `transportClosed` where the runner has ended.
    func send(_ bytes: [UInt8]) async throws(ClocheError)

    /// Kills the runner and all it has started; ``receive()`` returns nil soon.
    ///
    /// Safe to call again.
    func terminate()

    /// Ends the runner and returns when nothing of it is left: kills it and reaps.
    func close() async

    /// How much memory the runner's process has in use, in bytes; nil where that cannot be told.
    var residentBytes: Int? { get }

    /// The last of what the runner wrote to its stderr; untrusted text.
    var diagnostics: String { get }
}
