import Testing

@testable import Cloche

@Suite("Hashes in a requirements.txt")
struct RequiredHashesTests {
    private let six = LockedPackage(
        name: "six",
        version: "1.17.0",
        file: "six-1.17.0-py3-none-any.whl",
        sha256: String(repeating: "a", count: 64),
        source: .index("https://index.example/six")
    )

    private static let other = String(repeating: "b", count: 64)

    private func hashes(_ text: String) -> RequiredHashes {
        var hashes = RequiredHashes()
        for line in RequirementLine.lines(of: text) {
            switch RequirementLine(line.text) {
            case .requirement(let text, let given?): hashes.add(given, for: PackageName.ofRequirement(text) ?? "")
            case .requireHashes: hashes.requireAll()
            default: break
            }
        }
        return hashes
    }

    @Test("a package has one of the hashes that the file gives it")
    func match() throws {
        try hashes("six\n# rich --hash=sha256:0").check([six])
        let lines = "Six==1.17.0 \\\n  --hash=sha256:\(Self.other) \\\r\n --hash=sha256:\(six.sha256)"
        try hashes(lines).check([six])
        let error = #expect(throws: ClocheError.self) { try hashes("six --hash=sha256:\(Self.other)").check([six]) }
        #expect(error?.code == .packageInvalid)
        #expect(error?.message.contains("is none of those that the file gives") == true)
    }

    @Test(
        "one hash, or the option, means that every package needs one",
        arguments: ["--require-hashes\nsix", "rich --hash=sha256:\(other)", "six --hash=md5:0"]
    )
    func missing(_ text: String) {
        let error = #expect(throws: ClocheError.self) { try hashes(text).check([six]) }
        #expect(error?.code == .packageInvalid)
    }
}
