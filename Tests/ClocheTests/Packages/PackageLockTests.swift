import Foundation
import Testing

@testable import Cloche

@Suite("Lock files")
struct PackageLockTests {
    private static let hash = String(repeating: "ab", count: 32)

    private static let lock = PackageLock(packages: [
        LockedPackage(
            name: "rich",
            version: "14.3.3",
            file: "rich-14.3.3-py3-none-any.whl",
            sha256: hash,
            source: .index("https://files.example/rich-14.3.3-py3-none-any.whl"),
            bytes: 310_458,
            isRequested: true
        ),
        LockedPackage(
            name: "libopenblas",
            version: "0.3.31",
            file: "libopenblas-0.3.31.zip",
            sha256: hash,
            source: .distribution("https://dist.example/libopenblas-0.3.31.zip"),
            isLibrary: true
        ),
        LockedPackage(
            name: "own",
            version: "1.0+local",
            file: "own-1.0+local-py3-none-any.whl",
            sha256: hash,
            source: .file("/home/a \"b\"/own-1.0+local-py3-none-any.whl")
        ),
        LockedPackage(
            name: "near",
            version: "1",
            file: "near-1-py3-none-any.whl",
            sha256: hash,
            source: .distribution("/mirror/near-1-py3-none-any.whl")
        ),
    ])

    @Test("A file that is not there is named once")
    func absent() {
        let error = #expect(throws: ClocheError.self) { try PackageLock(reading: "/nowhere/pylock.toml") }
        #expect(error?.code == .packageInvalid)
        let reason = "it does not exist"
        #expect(error?.message == "Cannot read the lock file '/nowhere/pylock.toml': \(reason)")
    }

    @Test("What is written is read back, whatever the sources")
    func roundTrip() throws {
        let path = NSTemporaryDirectory() + "cloche-lock-\(UUID().uuidString).toml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Self.lock.write(to: path)
        #expect(try PackageLock(reading: path) == Self.lock)
    }

    @Test("A lock is a pylock.toml that other tools read")
    func text() {
        let rich = Self.lock.packages.filter { $0.name == "rich" }
        #expect(
            PackageLock(packages: rich).text == """
                lock-version = "1.0"
                created-by = "cloche"
                requires-python = ">=3.14"

                [[packages]]
                name = "rich"
                version = "14.3.3"
                wheels = [{ name = "rich-14.3.3-py3-none-any.whl", url = "https://files.example/rich-14.3.3-py3-none-any.whl", \
                size = 310458, hashes = { sha256 = "\(Self.hash)" } }]
                [packages.tool.cloche]
                source = "index"
                requested = true

                """
        )
    }

    @Test("Of the wheels in a lock of another tool, the one that fits is taken")
    func other() throws {
        let text = """
            lock-version = "1.0"
            created-by = "pip"
            [[packages]]
            name = "Msg_Pack"
            version = "1.2.4"
            wheels = [
              { url = "https://f.example/msgpack-1.2.4-cp314-cp314-win_amd64.whl", hashes = { sha256 = "\(Self.hash)" } },
              { url = "https://f.example/msgpack-1.2.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl#x", hashes = { sha256 = "\(Self.hash)" } },
            ]
            """
        let package = try #require(try PackageLock(text: text, folder: "/").packages.first)
        #expect(package.name == "msg-pack")
        #expect(package.file == "msgpack-1.2.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl")
        #expect(!package.isRequested)
    }

    @Test(
        "What is no lock is refused with its reason",
        arguments: [
            ("x", "it is not TOML"), ("a = 1", "it has no lock-version"),
            ("lock-version = '2.0'", "its lock-version is '2.0', not 1.0"),
            ("lock-version = '1.0'\n[[packages]]\nversion = '1'", "a package of it has no name"),
            ("lock-version = '1.0'\n[[packages]]\nname = '../x'", "'../x' is no name of a package"),
            ("lock-version = '1.0'\n[[packages]]\nname = 'a'", "'a' has no version"),
            (
                "lock-version = '1.0'\n[[packages]]\nname = 'a'\nversion = '1'",
                "it has no wheel of 'a' 1 that runs here"
            ),
            (
                "lock-version = '1.0'\n[[packages]]\nname = 'a'\nversion = '1'\nwheels = [{ url = 'https://a/a-1-py3-none-any.whl' }]",
                "a file of 'a' has no SHA-256"
            ),
            (
                "lock-version = '1.0'\n[[packages]]\nname = 'a'\nversion = '1'\n"
                    + "wheels = [{ name = '../a.whl', url = 'https://a', hashes = { sha256 = '\(hash)' } }]",
                "'../a.whl' is no name of a file of a package"
            ),
        ]
    )
    func malformed(_ text: String, _ reason: String) {
        let flaw = #expect(throws: Pylock.Flaw.self) { try PackageLock(text: text, folder: "/") }
        #expect(flaw?.reason == reason)
    }
}
