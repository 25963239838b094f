import Cloche

extension MetaCommand {
    /// The row of `:packages [--lock FILE]`.
    static let packages = MetaCommand(
        name: "packages",
        arguments: "[--lock FILE]",
        arity: 0...2,
        summary: "list the packages of the session, or write them to a lock file",
        details: [
            "For each: name, version, size, whether it has compiled code, where it came from, and why it is there.",
            "A lock file has the name, the version, the SHA-256 and the source of each, in the format of PEP 751. "
                + "'cloche --packages FILE' installs exactly that.",
        ],
        examples: [
            MetaCommandExample(":packages", "lists them"),
            MetaCommandExample(":packages --lock pylock.toml", "writes the lock file"),
        ],
        completion: .lock
    ) { (call) throws(REPLError) in
        let packages = await call.session.packages
        guard let option = call.words.first else {
            await call.page(list(packages, on: call.screen))
            return .done
        }
        try write(packages, option, to: call.words.dropFirst().first)
        let count = SaveText.count(packages.count, "package")
        call.screen.notice("wrote '\(PlainText.oneLine(call.words[1]))': \(count)")
        return .done
    }

    private static func write(
        _ packages: [InstalledPackage],
        _ option: String,
        to path: String?
    ) throws(REPLError) {
        guard option == "--lock" else {
            throw .usage("':packages' does not take '\(PlainText.oneLine(option))'; usage: \(Self.packages.usage)")
        }
        guard let path else { throw .usage("'--lock' lacks the path of a file") }
        do throws(ClocheError) {
            try PackageLock(packages: packages.map(\.locked)).write(to: path)
        } catch {
            throw REPLError.session(error)
        }
    }

    private static func list(_ packages: [InstalledPackage], on screen: Screen) -> [String] {
        guard !packages.isEmpty else { return screen.wrapped("no package is installed; ':install NAME' installs one") }
        let bytes = ByteText.describe(packages.reduce(0) { $0 + $1.unpackedBytes })
        let count = SaveText.count(packages.count, "package")
        return PackageTable(packages, width: screen.columns() - 1, palette: screen.palette).lines
            + screen.wrapped("\(count), \(bytes); ':uninstall NAME' takes one away")
    }
}
