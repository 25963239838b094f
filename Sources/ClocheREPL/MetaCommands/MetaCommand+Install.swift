import Cloche

extension MetaCommand {
    /// The row of `:install NAME...`.
    static let install = MetaCommand(
        name: "install",
        arguments: "NAME|WHEEL|-r FILE...",
        arity: 1...Int.max,
        summary: "make packages importable; nothing is granted by it",
        details: [
            "cloche finds versions that go together, downloads their wheels, checks them and shows them to the session, "
                + "which goes on as it is. No code of a package runs for it, and the sandbox gets no network.",
            "NAME may have a version, as in 'numpy>=2' or 'httpx[http2]'. FILE is a requirements.txt, a pyproject.toml, or "
                + "a script with a '# /// script' block. What is in the cache is taken from there.",
            "With -U newer versions are looked for. With --offline only the cache is looked in.",
            "Ctrl-C ends it, and leaves everything as it was. ':packages' lists what is there.",
        ],
        examples: [
            MetaCommandExample(":install numpy 'httpx>=0.27'", "installs both, with what they need"),
            MetaCommandExample(":install -r requirements.txt", "installs what the file names"),
            MetaCommandExample(":install ./tool-1.0-py3-none-any.whl", "installs a wheel of yours"),
            MetaCommandExample(":install -U rich", "looks for a newer version"),
        ],
        completion: .packages
    ) { (call) throws(REPLError) in
        let request = try InstallWords.request(call.words, isOffline: call.settings.isOffline)
        let report = try await call.install(request)
        for line in PackageText.lines(report).flatMap(call.screen.wrapped) { call.screen.line(line) }
        if let module = call.lastMissing, await call.session.packages.contains(where: { $0.imports.contains(module) }) {
            call.screen.notice(":retry runs the last cell again")
        }
        return .done
    }
}
