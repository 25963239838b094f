import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The user's own editor, for the text of a cell.
package enum ExternalEditor {
    /// Why a text comes back unchanged.
    package struct Failure: Error, Equatable {
        /// One sentence without a final period.
        package let message: String
    }

    /// The command of the editor: `$VISUAL`, else `$EDITOR`, else vi or nano where there is one.
    package static var command: String? {
        Environment.variable("VISUAL") ?? Environment.variable("EDITOR")
            ?? ["vi", "nano"].first(where: Environment.hasCommand)
    }

    /// Opens the editor on a text, with the terminal of a source that reads nothing now.
    ///
    /// - Returns: the text as the editor left it, or why there is none.
    package static func edit(
        _ text: String,
        command: String,
        on source: any LineSource
    ) async -> Result<String, Failure> {
        let box = Box(text)
        _ = await source.lend {
            let edited = edit(text, command: command)
            box.outcome.withLock { $0 = edited }
            return 0
        }
        return box.outcome.withLock { $0 }
    }

    /// Opens the editor on a text.
    ///
    /// Blocks the thread. The terminal has to be as the editor shall find it.
    ///
    /// - Returns: the text as the editor left it, or why there is none.
    package static func edit(_ text: String, command: String) -> Result<String, Failure> {
        guard let folder = PrivateFolder() else {
            return .failure(Failure(message: "cannot make a folder for the text: \(String(cString: strerror(errno)))"))
        }
        defer { folder.remove() }
        let path = folder.path + "/cell.py"
        guard PrivateFile.write(text.isEmpty ? "" : text + "\n", to: path) else {
            return .failure(Failure(message: "cannot write the text: \(String(cString: strerror(errno)))"))
        }
        var program = ExternalProgram(command)
        program.arguments = [path]
        let status = program.run()
        guard status == 0 else { return .failure(Failure(message: complaint(about: status, of: command))) }
        guard let bytes = PrivateFile.read(path) else {
            return .failure(Failure(message: "cannot read what the editor left: \(String(cString: strerror(errno)))"))
        }
        guard let edited = String(validating: bytes, as: UTF8.self) else {
            return .failure(Failure(message: "what the editor left is not UTF-8; nothing is changed"))
        }
        let text = PastedText.normalized(edited).text
        return .success(String(text[..<(text.lastIndex { $0 != "\n" }.map(text.index(after:)) ?? text.startIndex)]))
    }

    private static func complaint(about status: Int32, of command: String) -> String {
        status == ExternalProgram.notFound
            ? "the editor '\(command)' cannot be started; the variables VISUAL and EDITOR name it"
            : "the editor '\(command)' ended with status \(status); nothing is changed"
    }

    private final class Box: Sendable {
        let outcome: Mutex<Result<String, Failure>>
        init(_ text: String) { outcome = Mutex(.success(text)) }
    }
}
