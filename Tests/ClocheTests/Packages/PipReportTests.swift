import Testing

@testable import Cloche

/// What pip 23 and later printed.
@Suite("What pip says")
struct PipReportTests {
    private static let pinned = String(repeating: "a", count: 64)
    private static let found = String(repeating: "4", count: 64)

    @Test("A file with another hash is named with both")
    func mismatch() {
        let report = PipReport(
            """
            ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package
                Ruamel.yaml@ https://files.example/ruamel-1.whl from https://files.example/ (from -r requirements.txt):
                    Expected sha256 \(Self.pinned)
                         Got        \(Self.found)

            """,
            folder: "/staging"
        )
        #expect(report.package == "ruamel-yaml")
        #expect(report.reason == "its file has the SHA-256 \(Self.found), but \(Self.pinned) is pinned")
    }

    @Test(
        "The line that tells what was wrong is shown, without the folder in which pip worked",
        arguments: [
            ("ERROR: No matching distribution found for six\n", "ERROR: No matching distribution found for six"),
            (
                "ERROR: Exception:\nTraceback (most recent call last):\n  File \"x.py\", line 1, in y\n"
                    + "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='h'): Read timed out.\n",
                "ReadTimeoutError: HTTPSConnectionPool(host='h'): Read timed out."
            ),
            (
                "ERROR: Exception:\npip._vendor.requests.exceptions.ConnectionError: HTTPConnectionPool(host='h'): Max"
                    + " retries exceeded with url: /six.whl (Caused by NewConnectionError('<pip._vendor.urllib3.connection."
                    + "HTTPConnection object at 0x7f20>: Failed to establish a new connection: [Errno 111] Refused'))\n",
                "NewConnectionError('Failed to establish a new connection: [Errno 111] Refused')"
            ),
            (
                "ERROR: Exception:\nPermissionError: [Errno 13] Permission denied: '/staging/wheels/six.whl'\n",
                "PermissionError: [Errno 13] Permission denied: 'wheels/six.whl'"
            ),
        ]
    )
    func telling(_ log: String, _ said: String) {
        let report = PipReport(log, folder: "/staging")
        #expect(report.package == nil)
        #expect(report.reason == "there is no network, or the package index does not answer (pip said: \(said))")
    }

    @Test(
        "What is known is told in our words",
        arguments: [
            (
                "/usr/bin/python3: No module named pip",
                "python3 has no pip; install it (on Debian: apt-get install python3-pip)"
            ),
            ("OSError: [Errno 28] No space left on device", "there is no space left in the cache's folder"),
        ]
    )
    func known(_ log: String, _ reason: String) {
        #expect(PipReport(log, folder: "/staging").reason == reason)
    }
}
