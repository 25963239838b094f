#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The one cell that a command line asks for.
struct CellSource: Sendable, Equatable {
    /// The Python source.
    let text: String
    /// What tracebacks call it; nil for the session's own name.
    let name: String?
    /// Whether the value of a last expression is shown.
    let isDisplayed: Bool
    /// Whether the source came from stdin, so that nothing is left there for `input()`.
    let isStandardInput: Bool

    /// Gets the source.
    ///
    /// - Throws: `UsageError` where a file cannot be read or is not text.
    static func read(_ work: Invocation.Work) throws(UsageError) -> CellSource {
        switch work {
        case .code(let code):
            return CellSource(text: code, name: nil, isDisplayed: true, isStandardInput: false)
        case .file(let path):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw unreadable(path, SystemError(number: errno)) }
            defer { close(descriptor) }
            let text = try decode(descriptor, path)
            return CellSource(text: text, name: path, isDisplayed: false, isStandardInput: false)
        case .automatic, .standardInput, .audit, .cache, .doctor, .info, .text:
            let text = try decode(STDIN_FILENO, "<stdin>")
            return CellSource(text: text, name: "<stdin>", isDisplayed: false, isStandardInput: true)
        }
    }

    private static func decode(_ descriptor: Int32, _ name: String) throws(UsageError) -> String {
        var bytes: [UInt8]
        switch FileDescriptorReader.readAll(descriptor) {
        case .success(let all): bytes = all
        case .failure(let error): throw unreadable(name, error)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("cannot read '\(name)': it is not UTF-8, from \(wrongPlace(in: bytes)) on")
        }
        return text
    }

    /// The place of the first bytes that are no UTF-8, such as `line 3, column 5`.
    private static func wrongPlace(in bytes: [UInt8]) -> String {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let wrong = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        let repaired = String(decoding: lines[wrong], as: UTF8.self)
        let right = zip(repaired.utf8, lines[wrong]).prefix { $0 == $1 }.map(\.1)
        return "line \(wrong + 1), column \(String(decoding: right, as: UTF8.self).count + 1)"
    }

    private static func unreadable(_ name: String, _ error: SystemError) -> UsageError {
        UsageError("cannot read '\(name)': \(error.reason)")
    }
}
