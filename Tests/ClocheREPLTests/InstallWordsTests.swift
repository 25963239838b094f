import Cloche
import Testing

@testable import ClocheREPL

@Suite struct InstallWordsTests {
    @Test(
        "Words become a request",
        arguments: [
            (["numpy"], InstallRequest(requirements: ["numpy"])),
            (["httpx[http2]>=0.27", "rich"], InstallRequest(requirements: ["httpx[http2]>=0.27", "rich"])),
            (["numpy", ">=", "2,", "<3", "rich"], InstallRequest(requirements: ["numpy >= 2, <3", "rich"])),
            (["numpy>=", "2"], InstallRequest(requirements: ["numpy>= 2"])),
            (
                ["x", "@", "https://h.example/x-1-py3-none-any.whl"],
                InstallRequest(requirements: ["x @ https://h.example/x-1-py3-none-any.whl"])
            ),
            (["-r", "a.txt", "-r", "b.toml", "x"], InstallRequest(requirements: ["x"], files: ["a.txt", "b.toml"])),
            (["-ra.txt", "-r b.txt", "--requirement=c.txt"], InstallRequest(files: ["a.txt", "b.txt", "c.txt"])),
            (["--requirement", "a.txt", "--requirements", "b.txt"], InstallRequest(files: ["a.txt", "b.txt"])),
            (["./a-1-py3-none-any.whl"], InstallRequest(wheels: ["./a-1-py3-none-any.whl"])),
            (["-U", "rich"], InstallRequest(requirements: ["rich"], isUpgrade: true)),
            (
                ["rich", "--upgrade", "--offline"],
                InstallRequest(requirements: ["rich"], isUpgrade: true, isOffline: true)
            ),
        ]
    )
    func request(_ words: [String], _ expected: InstallRequest) throws {
        #expect(try InstallWords.request(words) == expected)
    }

    @Test("Without the network by the settings")
    func offline() throws {
        #expect(try InstallWords.request(["x"], isOffline: true).isOffline)
    }

    @Test(
        "Other words are refused",
        arguments: [
            [], ["-r"], ["-r "], ["--requirement="], ["--requirementx"], ["--pre", "x"], ["."], ["/x"], ["~"],
            ["a.zip"], ["[x]"],
        ]
    )
    func refused(_ words: [String]) {
        #expect(throws: REPLError.self) { try InstallWords.request(words) }
    }
}
