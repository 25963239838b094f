package import Cloche
internal import ClocheTerminal

/// A module that a cell asked for and that is not there, with what helps.
package struct MissingModule: Sendable, Equatable {
    /// What can be done about it.
    package enum Remedy: Sendable, Equatable {
        /// A package brings it.
        case install(String)
        /// It is a part of Python that the sandbox lacks.
        case none
        /// No package that is known here brings it, and none can have its name.
        case unknown
        /// It lies in a folder that Python looks in and may not read.
        case read(String)
        /// It lies in a folder that Python does not look in.
        case elsewhere(String)
    }

    /// Its top-level name.
    package let name: String
    /// What can be done about it.
    package let remedy: Remedy

    /// Reads the exception of a cell; nil where it is about something else.
    package init?(_ result: ExecutionResult, names: PackageNames, local: LocalModules) {
        guard result.status == .error, let error = result.error, error.name == "ModuleNotFoundError",
            let name = Self.name(in: error.message)
        else { return nil }
        self.name = name
        if let folder = local.folder(of: name) {
            remedy = local.isSearched(folder) ? .read(folder) : .elsewhere(folder)
        } else if PythonLibrary.contains(name) {
            remedy = .none
        } else {
            // The names of packages begin with letters and digits.
            let isInner = name.hasPrefix("_") && !names.brings(name)
            remedy = isInner ? .unknown : .install(names.package(for: name))
        }
    }

    /// The name in CPython's own message, `No module named 'numpy'`; that of a part of a package does not count.
    private static func name(in message: String) -> String? {
        guard let match = message.wholeMatch(of: /No module named '([A-Za-z_][A-Za-z0-9_]*)'/) else { return nil }
        return match.1.count <= 100 ? String(match.1) : nil
    }

    /// What a user at the prompt is told, and what to type where something helps.
    var advice: (sentence: String, command: String?) {
        switch remedy {
        case .install(let package): (absence(package) + "; to install it:", ":install \(package)")
        case .none: (noPackage, nil)
        case .unknown: (unknown, nil)
        case .read(let folder): (unreadable(folder), ":allow read \(ShellWords.quote(folder))")
        case .elsewhere(let folder): (outside(folder), nil)
        }
    }

    /// What the user of a script is told, and the command line where one helps.
    ///
    /// - Parameter arguments: The words of the command line behind the program's name.
    /// - Returns: A sentence without a final period, and what to type.
    package func advice(arguments: [String]) -> (sentence: String, command: String?) {
        switch remedy {
        case .install(let package):
            (absence(package) + "; to run it with the package:", Self.command("--install \(package)", arguments))
        case .none: (noPackage, nil)
        case .unknown: (unknown, nil)
        case .read(let folder):
            (unreadable(folder), Self.command("--allow-read=\(ShellWords.quoteForShell(folder))", arguments))
        case .elsewhere(let folder): (outside(folder), nil)
        }
    }

    /// The command line with one more option; what is long or has lines is left for the user to fill in.
    private static func command(_ option: String, _ arguments: [String]) -> String {
        let words = arguments.map(ShellWords.quoteForShell).joined(separator: " ")
        let isShort = words.count <= 200 && PlainText.isPlain(words)
        return "cloche \(option) \(isShort ? words : "...")"
    }

    private func absence(_ package: String) -> String {
        package == PackageNames.normalized(name)
            ? "'\(name)' is not installed" : "'\(name)' comes with the package '\(package)', which is not installed"
    }

    private var noPackage: String { "'\(name)' is a part of Python that the sandbox does not have" }

    private var unknown: String { "'\(name)' is no part of Python, and no package that is known here brings it" }

    private func unreadable(_ folder: String) -> String {
        "'\(name)' lies in '\(PlainText.oneLine(folder))', which cells may not read; to grant it:"
    }

    private func outside(_ folder: String) -> String {
        "'\(name)' lies in '\(PlainText.oneLine(folder))', but Python looks in the folder that cloche is started in"
    }
}
