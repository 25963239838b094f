import Cloche
import ClocheREPL
import Testing

@testable import ClocheCommand

@Suite struct InvocationParsingTests {
    private func parse(_ line: String) throws -> Invocation {
        try Invocation.parse(line.split(separator: " ").map(String.init))
    }

    @Test(
        "What to run, and what is left for sys.argv",
        arguments: [
            ("", Invocation.Work.automatic, []),
            ("-", .standardInput, []),
            ("x.py", .file("x.py"), []),
            ("x.py --json -c 1", .file("x.py"), ["--json", "-c", "1"]),
            ("--json x.py a", .file("x.py"), ["a"]),
            ("-c 1+1", .code("1+1"), []),
            ("-c1+1", .code("1+1"), []),
            ("-c -1 --json a --plain", .code("-1"), ["a", "--plain"]),
            ("-c 1 -- --json", .code("1"), ["--json"]),
            ("-- --odd.py a", .file("--odd.py"), ["a"]),
            ("--allow-net x.py", .file("x.py"), []),
            ("--timeout 5 x.py", .file("x.py"), []),
            ("doctor", .doctor, []),
            ("-- doctor", .file("doctor"), []),
            ("--allow-net --json x.py", .file("x.py"), []),
            ("--deny-net doctor.py", .file("doctor.py"), []),
            ("--memory 128 doctor", .doctor, []),
            ("doctor --memory 128", .doctor, []),
            ("-c 1 doctor", .code("1"), ["doctor"]),
            ("-c=1 a", .code("=1"), ["a"]),
            ("-cx=--help", .code("x=--help"), []),
            ("-c -- a", .code("--"), ["a"]),
            ("x.py --help -h --version -V", .file("x.py"), ["--help", "-h", "--version", "-V"]),
            ("x.py -- ---odd -( --allow-net", .file("x.py"), ["--", "---odd", "-(", "--allow-net"]),
            ("--load --odd x.py", .file("x.py"), []),
            ("-V", .text("cloche \(clocheVersion)"), []),
            ("--version --nonsense", .text("cloche \(clocheVersion)"), []),
        ]
    )
    func work(_ line: String, _ work: Invocation.Work, _ arguments: [String]) throws {
        let invocation = try parse(line)
        #expect(invocation.work == work)
        #expect(invocation.arguments == arguments)
    }

    @Test(
        "Packages that a run needs",
        arguments: [
            ("--install numpy x.py", ["numpy"]),
            ("--install numpy>=2 --install=rich x.py", ["numpy>=2", "rich"]),
            ("--install -r a.toml x.py", ["-r", "a.toml"]), ("--install -ra.toml x.py", ["-ra.toml"]),
            ("--install --requirement a.toml x.py", ["-r", "a.toml"]),
            ("--install ./a-1-py3-none-any.whl -c 1", ["./a-1-py3-none-any.whl"]),
            ("x.py --install numpy", []),
        ]
    )
    func installs(_ line: String, _ words: [String]) throws {
        #expect(try parse(line).installs == words)
    }

    @Test("The doctor looks at packages where that is wanted")
    func doctor() throws {
        #expect(try parse("doctor --packages").checksPackages)
        #expect(try parse("doctor --packages").work == .doctor)
        #expect(try parse("doctor").checksPackages == false)
        guard case .text(let help) = try parse("doctor --help").work else { return }
        #expect(help.contains("  --packages  ") && !help.contains("check"))
    }

    @Test("A lock file, and the settings for packages")
    func packages() throws {
        let invocation = try parse("--packages a.toml --offline --auto-install --save s --with-packages x.py")
        #expect(invocation.packages == "a.toml")
        #expect(invocation.settings.isOffline && invocation.settings.installsAutomatically && invocation.savesPackages)
        #expect(try !parse("x.py").settings.isOffline)
    }

    @Test(
        "Packages that cannot be meant",
        arguments: ["--install -r", "--install a.txt x.py", "--install -e x.py", "--with-packages x.py", "--install="]
    )
    func wrongPackages(_ line: String) {
        #expect(throws: UsageError.self) { try parse(line) }
    }

    @Test(
        "Permission flags as Deno spells them",
        arguments: [
            ("--allow-read", true, PermissionKind.read, []),
            ("--allow-net x.py", true, .net, []),
            ("--allow-read=*", true, .read, ["*"]),
            ("--allow-read=/a,/b", true, .read, ["/a", "/b"]),
            ("--allow-net=127.0.0.1:8000,[::1]:80", true, .net, ["127.0.0.1:8000", "[::1]:80"]),
            ("--deny-env=HOME", false, .env, ["HOME"]),
            ("--allow-ffi", true, .ffi, []),
            ("--deny-run", false, .run, []),
        ]
    )
    func permissions(_ line: String, _ isGrant: Bool, _ kind: PermissionKind, _ items: [String]) throws {
        let expected = PermissionFlag(verb: isGrant ? .allow : .deny, kind: kind, items: items)
        #expect(try parse(line).permissions == [expected])
    }

    @Test("A flag that is given twice grants both")
    func repeated() throws {
        let expected = [["a"], ["b", "c"], []].map { PermissionFlag(verb: .allow, kind: .read, items: $0) }
        #expect(try parse("--allow-read=a --allow-read=b,c --allow-read").permissions == expected)
    }

    @Test("A denial wins, whatever the order of the flags")
    func denial() throws {
        var notes: [String] = []
        let set = try parse("--deny-env=HOME --allow-env").permissionSet(notes: &notes)
        #expect(set.granted(.env) == .all)
        #expect(set.denied(.env) == .items(["HOME"]))
    }

    @Test("Flags come on top of a profile")
    func profile() throws {
        var notes: [String] = []
        let set = try parse("--profile dev --deny-ffi --deny-env=HOME").permissionSet(notes: &notes)
        #expect(set.granted(.ffi) == .none)
        #expect(set.granted(.run) == .all)
        #expect(set.denied(.env) == .items(["HOME"]))
    }

    @Test(
        "The file of settings that counts",
        arguments: [
            ("", SettingsSource.standard), ("--config a.toml", .file("a.toml")), ("--no-config x.py", .none),
            ("--no-config doctor", .none), ("doctor --config a.toml", .file("a.toml")),
        ]
    )
    func settingsSource(_ line: String, _ source: SettingsSource) throws {
        #expect(try parse(line).settingsSource == source)
    }

    @Test("What the command line says wins over the file, and that over the defaults")
    func precedence() throws {
        var file = Settings()
        try file.set("timeout", to: "5", from: .file)
        try file.set("memory", to: "128", from: .file)
        var invocation = try parse("--timeout off")
        invocation.resolve(over: file)
        #expect(invocation.limits == Limits(timeout: nil, memory: 128 << 20))
        let origins = ["timeout", "memory", "max-output"].map(invocation.settings.origin(of:))
        #expect(origins == [.commandLine, .file, .standard])
    }

    @Test("Everything else has its place")
    func general() throws {
        let invocation = try parse(
            "--timeout=0.5 --memory 128 --max-output 10 --max-net-bytes 20 --load a --save=b --json --plain --no-color"
        )
        #expect(invocation.limits == Limits(timeout: .milliseconds(500), memory: 128 << 20, output: 10, netBytes: 20))
        #expect(invocation.load == "a")
        #expect(invocation.save == "b")
        #expect(invocation.isJSON && invocation.isPlain)
        #expect(invocation.settings.colors == .off)
        #expect(try parse("--timeout off").limits.timeout == nil)
    }

    @Test(
        "A session is taken up by its identifier, or one that was cut off",
        arguments: [
            ("", nil), ("--resume", ResumeOption.newest), ("--resume=2026-a", .named("2026-a")),
            ("--resume --plain", .newest), ("--resume=2026 -c 1", .named("2026")),
        ]
    )
    func resume(_ line: String, _ expected: ResumeOption?) throws {
        #expect(try parse(line).resume == expected)
    }

    @Test(
        "A wrong command line says what is wrong",
        arguments: [
            ("--nonsense", "there is no option '--nonsense'; did you mean '--no-config'?"),
            ("--alow-net", "there is no option '--alow-net'; did you mean '--allow-net'?"),
            ("--timout 5", "there is no option '--timout'; did you mean '--timeout'?"),
            ("-x", "there is no option '-x'"),
            ("--alow-net=a x.py", "there is no option '--alow-net'; did you mean '--allow-net'?"),
            ("-json", "there is no option '-json'"),
            ("---odd", "there is no option '---odd'; did you mean '--load'?"),
            ("--allow-read=", "nothing follows '--allow-read='; leave out '=' for all"),
            ("--allow-read= doctor", "nothing follows '--allow-read='; leave out '=' for all"),
            (
                "--allow-read=a,,b",
                "The value 'a,,b' is invalid for '--allow-read[=paths]': it holds an empty item; leave out the comma"
            ),
            ("--json=1", "The option '--json' does not take any value, but '1' was specified."),
            ("--json=", "nothing follows '--json='"),
            ("--timeout", "Missing value for '--timeout <seconds>'"),
            ("--timeout= x.py", "nothing follows '--timeout='"),
            (
                "--timeout 0",
                "The value '0' is invalid for '--timeout <seconds>': "
                    + "'0' is not a time; give seconds, such as 10 or 0.5, or 'off'"
            ),
            (
                "--memory 5",
                "The value '5' is invalid for '--memory <mib>': "
                    + "'5' is not a memory limit; give whole MiB from 64 to 4096"
            ),
            (
                "--max-output -1",
                "The value '-1' is invalid for '--max-output <bytes>': "
                    + "'-1' is not a number of bytes from 0 to 1073741824"
            ),
            ("-c", "Missing value for '-c <code>'"),
            ("-c 1 -c 2", "'-c' is given twice"),
            ("doctor now", "Unexpected argument 'now'"),
            ("--load a --resume", "'--load' and '--resume' exclude each other"),
            ("--resume=", "nothing follows '--resume='"),
            ("--config a --no-config", "'--config' and '--no-config' exclude each other"),
        ]
    )
    func refuse(_ line: String, _ message: String) {
        #expect(throws: UsageError(message)) { try parse(line) }
    }

    @Test(
        "sys.argv is what python3 makes of it",
        arguments: [
            ("-c 1 a", ["-c", "a"]), ("x.py a b", ["x.py", "a", "b"]), ("- a", ["-", "a"]), ("", [""]),
        ]
    )
    func pythonArguments(_ line: String, _ expected: [String]) throws {
        #expect(try parse(line).pythonArguments == expected)
    }
}
