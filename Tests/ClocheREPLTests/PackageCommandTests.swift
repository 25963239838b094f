import Cloche
import ClocheTerminal
import Foundation
import Testing

@testable import ClocheREPL

/// The commands about packages, over a scripted session.
@Suite(.timeLimit(.minutes(1))) struct PackageCommandTests {
    private func transcript(
        _ cells: String...,
        session: ScriptedSession,
        settings: Settings = Settings(),
        local: LocalModules = .none,
        columns: Int = 80
    ) async -> String {
        let source = ScriptedLineSource(cells.map(LineResult.cell))
        var repl = REPL(
            session: session,
            source: source,
            settings: settings,
            interrupts: InterruptSwitch(cell: { session.interrupt() }, line: {}),
            home: "/home/me",
            names: PackageNames(bringing: { ["sklearn": "scikit-learn"][$0] }, known: { ["numpy", "rich"] }),
            local: local,
            size: { TerminalSize(columns: columns, rows: 24) }
        )
        await repl.run()
        return source.transcript
    }

    private static let numpy = InstalledPackage.make("numpy", "2.4.6", bytes: 2_900_000, isNative: true)
    private static let rich = InstalledPackage.make("rich", "14.2.0", bytes: 240_000, unpacked: 1_100_000)
    private static let pygments = InstalledPackage.make("pygments", "2.19.2", unpacked: 4_600_000, requiredBy: ["rich"])

    @Test("An installation tells what it does and what it did")
    func install() async {
        let session = ScriptedSession(
            shelf: .init(
                packages: ["rich>=14": [Self.rich, Self.pygments]],
                events: [
                    .resolving, .resolved([Self.rich.locked, Self.pygments.locked]),
                    .downloading(name: "rich", received: 0, total: 240_000),
                    .downloading(name: "rich", received: 240_000, total: 240_000), .unpacking(name: "rich"),
                    .ready(name: "rich"), .note("the distribution does not answer"),
                ]
            )
        )
        let told = await transcript(":install 'rich>=14'", ":install -U --offline 'rich>=14'", session: session)
        let expected = """
            In [1]: :install 'rich>=14'
            looking for versions that go together
            to install: 2 packages, 240 KB: rich and pygments
            downloading rich 14.2.0, 240 KB
            the distribution does not answer
            installed rich 14.2.0, with 1 more
            In [1]: :install -U --offline 'rich>=14'
            looking for versions that go together
            to install: 2 packages, 240 KB: rich and pygments
            downloading rich 14.2.0, 240 KB
            the distribution does not answer
            rich>=14 is installed already
            In [1]: ^D

            """
        #expect(told == expected)
        #expect(await session.calls == ["install rich>=14", "install rich>=14 upgrade offline"])
    }

    @Test("What cannot be installed is told, with what to type")
    func refused() async {
        let failure = ClocheError(code: .packageNotFound, message: "Cannot install nope: there is no such package")
        let session = ScriptedSession(shelf: .init(failure: failure))
        let expected = """
            In [1]: :install nope
            Cannot install nope: there is no such package
            In [1]: :install
            ':install' lacks an argument; usage: :install NAME|WHEEL|-r FILE...
            In [1]: :install -U
            nothing is named; give names such as numpy or 'httpx>=0.27', '-r FILE', or paths of wheels
            In [1]: :install requirements.txt
            'requirements.txt' is a file, not a package; '-r requirements.txt' installs what it names
            In [1]: :install x.tar.gz
            'x.tar.gz' is no wheel; cloche builds no packages, since that would run their code
            In [1]: :install -e .
            '-e' is no option; give names such as numpy or 'httpx>=0.27', '-r FILE', or paths of wheels
            In [1]: :install ./here
            './here' is no wheel; name a file that ends in .whl, or a package
            In [1]: :uninstall rich
            'rich' is not installed; ':packages' lists what is
            In [1]: ^D

            """
        let told = await transcript(
            ":install nope",
            ":install",
            ":install -U",
            ":install requirements.txt",
            ":install x.tar.gz",
            ":install -e .",
            ":install ./here",
            ":uninstall rich",
            session: session
        )
        #expect(told == expected)
        #expect(await session.calls == ["install nope"])
    }

    @Test("Packages are listed with why they are there, and are taken away")
    func list() async {
        let session = ScriptedSession(shelf: .init(installed: [Self.numpy, Self.rich, Self.pygments]))
        let expected = """
            In [1]: :packages
            numpy     2.4.6   2.9 MB  native  index  asked for
            pygments  2.19.2  4.6 MB  pure    index  for rich
            rich      14.2.0  1.1 MB  pure    index  asked for
            3 packages, 8.6 MB; ':uninstall NAME' takes one away
            In [1]: :uninstall Numpy
            uninstalled numpy 2.4.6
            what cells imported of it stays in memory until ':reset'
            In [1]: :uninstall pigments
            'pigments' is not installed; did you mean 'pygments'?
            In [1]: :packages --look x
            ':packages' does not take '--look'; usage: :packages [--lock FILE]
            In [1]: :packages --lock
            '--lock' lacks the path of a file
            In [1]: ^D

            """
        let told = await transcript(
            ":packages",
            ":uninstall Numpy",
            ":uninstall pigments",
            ":packages --look x",
            ":packages --lock",
            session: session
        )
        #expect(told == expected)
    }

    @Test("A lock file has what is installed")
    func lock() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).toml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let session = ScriptedSession(shelf: .init(installed: [Self.numpy, Self.pygments]))
        let told = await transcript(":packages --lock \(path)", session: session)
        #expect(told.contains("wrote '\(path)': 2 packages"))
        #expect(try PackageLock(reading: path).packages.map(\.name) == ["numpy", "pygments"])
        let refused = await transcript(":packages --lock /nowhere/a.toml", session: session)
        #expect(refused.contains("/nowhere/a.toml"))
    }

    @Test("In a narrow window each package takes two lines")
    func narrow() async {
        let session = ScriptedSession(shelf: .init(installed: [Self.numpy, Self.pygments]))
        let expected = """
            In [1]: :packages
            numpy 2.4.6
              2.9 MB, native, index, asked for
            pygments 2.19.2
              4.6 MB, pure, index, for rich
            2 packages, 7.5 MB; ':uninstall NAME'
            takes one away
            In [1]: ^D

            """
        #expect(await transcript(":packages", session: session, columns: 40) == expected)
    }

    @Test("No package")
    func none() async {
        let expected = """
            In [1]: :packages
            no package is installed; ':install NAME' installs one
            In [1]: ^D

            """
        #expect(await transcript(":packages", session: ScriptedSession()) == expected)
    }

    @Test("The last line of a missing module is what installs it, and a retry is offered when it is there")
    func missing() async {
        let session = ScriptedSession(
            ["import sklearn": .init(result: .make(status: .error, error: .missing("sklearn")))],
            shelf: .init(packages: ["scikit-learn": [.make("scikit-learn", "1.8.0", imports: ["sklearn"])]])
        )
        let expected = """
            In [1]: import sklearn
            ModuleNotFoundError: No module named 'sklearn'
            'sklearn' comes with the package 'scikit-learn', which is not installed; to
            install it:
            :install scikit-learn
            In [2]: :install scikit-learn
            installed scikit-learn 1.8.0
            :retry runs the last cell again
            In [2]: ^D

            """
        #expect(await transcript("import sklearn", ":install scikit-learn", session: session) == expected)
    }

    @Test("What a cell imports is installed before it runs, where that is wanted")
    func automatic() async throws {
        var settings = Settings()
        try settings.set("auto-install", to: "on", from: .session)
        let session = ScriptedSession(
            shelf: .init(
                packages: [
                    "scikit-learn": [.make("scikit-learn", "1.8.0", imports: ["sklearn"])], "rich": [Self.rich],
                ],
                missing: ["sklearn", "rich"]
            )
        )
        let expected = """
            In [1]: import os, sklearn.svm, numpy, rich, helpers
            the cell imports sklearn and rich, which are not installed
            installed scikit-learn 1.8.0 and rich 14.2.0
            In [2]: import sklearn
            In [3]: ^D

            """
        let cells = ("import os, sklearn.svm, numpy, rich, helpers", "import sklearn")
        let local = LocalModules(folders: ["/w"], exists: { $0 == "/w/helpers.py" })
        #expect(await transcript(cells.0, cells.1, session: session, settings: settings, local: local) == expected)
        let calls = ["missing sklearn numpy rich", "install scikit-learn rich", "settle", "missing sklearn", "settle"]
        #expect(await session.calls == calls)
    }

    @Test("What cannot be installed may be missed; an installation that the user ended leaves the cell")
    func automaticFailure() async throws {
        var settings = Settings()
        try settings.set("auto-install", to: "on", from: .session)
        let cell = "import sklearn"
        let script = ScriptedSession.Script(result: .make(status: .error, error: .missing("sklearn")))
        let failed = ScriptedSession([cell: script], shelf: .init(missing: ["sklearn"]))
        let expected = """
            In [1]: import sklearn
            the cell imports sklearn, which is not installed
            Cannot install scikit-learn: there is no such state
            ModuleNotFoundError: No module named 'sklearn'
            'sklearn' comes with the package 'scikit-learn', which is not installed; to
            install it:
            :install scikit-learn
            In [2]: ^D

            """
        #expect(await transcript(cell, session: failed, settings: settings) == expected)
        let ended = ClocheError(code: .installCancelled, message: "Cannot install scikit-learn: it was interrupted")
        let session = ScriptedSession([cell: script], shelf: .init(failure: ended, missing: ["sklearn"]))
        let interrupted = """
            In [1]: import sklearn
            the cell imports sklearn, which is not installed
            Cannot install scikit-learn: it was interrupted
            the cell was not run; ':retry' runs it
            In [1]: ^D

            """
        #expect(await transcript(cell, session: session, settings: settings) == interrupted)
    }

    @Test("What notebooks and shells understand is put at the prompt as our command")
    func pip() async {
        let session = ScriptedSession(shelf: .init(packages: ["rich": [Self.rich]]))
        let source = """
            In [1]: !pip install rich
            packages are installed by ':install'; it is at the prompt, and Enter runs it
            In [1]: :install rich:install rich
            installed rich 14.2.0
            In [1]: ^D

            """
        #expect(await transcript("!pip install rich", ":install rich", session: session) == source)
    }

    @Test("Packages are saved with the session on demand")
    func save() async {
        let session = ScriptedSession()
        let expected = """
            In [1]: :save --with-packages a.cloche
            saved 'a.cloche', 4.2 MB
            In [1]: :save --with-packages a.pkl
            a pickle holds no packages; '--with-packages' goes with a session file
            In [1]: :save --with-packages
            ':save' lacks the path of a file; usage: :save [--with-packages] FILE
            In [1]: :save a b
            ':save' does not take 'b'; usage: :save [--with-packages] FILE
            In [1]: ^D

            """
        let told = await transcript(
            ":save --with-packages a.cloche",
            ":save --with-packages a.pkl",
            ":save --with-packages",
            ":save a b",
            session: session
        )
        #expect(told == expected)
        #expect(await session.calls == ["save a.cloche with packages"])
    }
}
