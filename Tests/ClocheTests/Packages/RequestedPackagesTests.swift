import Foundation
import Testing

@testable import Cloche

@Suite("What is asked for")
struct RequestedPackagesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to name: String) throws {
        let path = URL(filePath: "\(folder.path)/\(name)")
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path)
    }

    private func request(_ request: InstallRequest) throws(ClocheError) -> RequestedPackages {
        try RequestedPackages(request, workingDirectory: folder.path)
    }

    @Test("Files that a file includes count as if they stood in it, with their hashes, once each")
    func nested() throws {
        let sha256 = String(repeating: "a", count: 64)
        try write("Six\n-r sub/more.txt\n-c limits.txt\n--index-url https://index.example/\n", to: "r.txt")
        try write(
            "rich==1 --hash=sha256:\(sha256)\n--requirement=../r.txt\n-r more.txt\n-f wheels\n",
            to: "sub/more.txt"
        )
        try write("mdurl<1\nsix<2\n", to: "limits.txt")
        let requested = try request(.init(files: ["r.txt"]))
        #expect(requested.lines == ["Six", "rich==1"])
        #expect(requested.names == ["six", "rich"])
        #expect(requested.limits == ["mdurl<1", "six<2"])
        #expect(
            requested.options == [
                "--find-links \("\(folder.path)/sub/wheels".fileURL)", "--index-url https://index.example/",
            ]
        )
        let rich = LockedPackage(name: "rich", version: "1", file: "", sha256: sha256, source: .file(""))
        try requested.hashes.check([rich])
        #expect(throws: ClocheError.self) { try requested.hashes.check([.make("six")]) }
    }

    @Test("A path starts in the folder of the file that names it")
    func places() throws {
        try write("", to: "sub/six-1.0-py3-none-any.whl")
        try write("./six-1.0-py3-none-any.whl ; python_version>'3'\nx @ six-1.0-py3-none-any.whl\n", to: "sub/r.txt")
        let requested = try request(
            .init(requirements: ["y[z] @ file:sub/six-1.0-py3-none-any.whl"], files: ["sub/r.txt"])
        )
        let url = "\(folder.path)/sub/six-1.0-py3-none-any.whl".fileURL
        #expect(requested.lines == ["y[z] @ \(url)", "six @ \(url) ; python_version>'3'", "x @ \(url)"])
        #expect(requested.placed == ["y", "six", "x"])
    }

    @Test(
        "What a file cannot have is told with its line",
        arguments: [
            ("-e .", "nothing is built from source here, so that '-e' has no meaning; name wheels"),
            ("-r", "it lacks the path of a file"), ("--foo", "'--foo' is no option here"),
            ("-r https://h.example/r.txt", "a file is not read from the network; download it"),
            ("==3 what", "it is no requirement such as 'numpy', 'httpx[http2]' or 'rich>=14'"),
            ("./six.tar.gz", "'./six.tar.gz' is no wheel, and nothing is built from source here"),
            (
                "x @ git+https://h.example/x",
                "'git+https://h.example/x' is no wheel, and nothing is built from source here"
            ),
        ]
    )
    func refused(_ line: String, _ reason: String) throws {
        try write("six\n\n\(line)\n", to: "r.txt")
        let error = #expect(throws: ClocheError.self) { try request(.init(files: ["r.txt"])) }
        #expect(error?.message == "Cannot install '\(folder.path)/r.txt': line 3, '\(line)': \(reason)")
        #expect(error?.code == .packageInvalid)
    }

    @Test("A file that is not there is named once")
    func absent() throws {
        let error = #expect(throws: ClocheError.self) { try request(.init(files: ["r.txt"])) }
        #expect(error?.message == "Cannot install '\(folder.path)/r.txt': it does not exist")
        try write("-r no.txt", to: "a.txt")
        let nested = #expect(throws: ClocheError.self) { try request(.init(files: ["a.txt"])) }
        let reason = "line 1, '-r no.txt': it does not exist"
        #expect(nested?.message == "Cannot install '\(folder.path)/a.txt': \(reason)")
    }

    @Test("There is a bound to the number of files")
    func bound() throws {
        for number in 0..<100 { try write("-r \(number + 1).txt", to: "\(number).txt") }
        let error = #expect(throws: ClocheError.self) { try request(.init(files: ["0.txt"])) }
        #expect(error?.message.hasSuffix("there are more than 64 files with requirements") == true)
    }

    @Test("A wheel for another platform is told by its tag")
    func tag() throws {
        try write("", to: "own-1.0-cp313-cp313-win_amd64.whl")
        let error = #expect(throws: ClocheError.self) {
            try request(.init(wheels: ["own-1.0-cp313-cp313-win_amd64.whl"]))
        }
        #expect(error?.code == .packageNotFound)
        #expect(
            error?.message == "Cannot install '\(folder.path)/own-1.0-cp313-cp313-win_amd64.whl': its tag"
                + " 'cp313-cp313-win_amd64' does not run here; wheels for Python 3.14 on pyemscripten_2026_0_wasm32 do,"
                + " and those with 'py3-none-any'"
        )
    }
}
