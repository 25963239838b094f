import Testing

@testable import Cloche

/// What uv 0.13.9 printed on an interpreter like ours.
@Suite("What uv says")
struct UvReportTests {
    @Test("A name that nobody has")
    func unknown() {
        let report = UvReport(
            """
            error: No solution found when resolving dependencies
              cause: Because nosuch-thing was not found in the package registry and you require nosuch-thing, we can \
            conclude that your requirements are unsatisfiable.
            """
        )
        #expect(report.unknown == ["nosuch-thing"])
        #expect(report.unusable.isEmpty)
        #expect(
            report.cause == "Because nosuch-thing was not found in the package registry and you require nosuch-thing,"
                + " we can conclude that your requirements are unsatisfiable."
        )
    }

    @Test("A package without a wheel for this platform")
    func unusable() {
        let report = UvReport(
            """
            error: No solution found when resolving dependencies
              cause: Because torch<=2.8.0 has no wheels with a matching Python ABI tag (e.g., `cp314`) and only the following
                     versions of torch are available:
                         torch<=2.8.0

            hint: Wheels are available for `torch` (v2.15.0) on the following platforms: `manylinux_2_28_aarch64`, `win_amd64`
            """
        )
        #expect(report.unusable == ["torch"])
        #expect(report.platforms == ["manylinux_2_28_aarch64", "win_amd64"])
    }

    @Test("A package that is there as source only")
    func source() {
        let report = UvReport(
            """
            error: No solution found when resolving dependencies
              cause: Because all of:
                         grpcio<=1.3.0
                         grpcio>=1.3.5
                      have no usable wheels, we can conclude that all versions of grpcio cannot be used.

            hint: Wheels are required for `grpcio` because building from source is disabled for all packages
            """
        )
        #expect(report.unusable == ["grpcio"])
        #expect(report.platforms.isEmpty)
    }

    @Test("An index that does not answer")
    func unreachable() {
        let report = UvReport(
            """
            error: Request failed after 3 retries in 5.4s
              cause: Failed to fetch: http://127.0.0.1:9/simple/attrs/
              cause: error sending request for url (http://127.0.0.1:9/simple/attrs/)
              cause: client error (Connect)
              cause: tcp connect error
              cause: Connection refused (os error 111)
            """
        )
        #expect(report.cause == "http://127.0.0.1:9/simple/attrs/: tcp connect error Connection refused (os error 111)")
        #expect(report.isUnreachable)
        #expect(!report.isMalformed)
    }

    @Test("A wheel that is none, and control characters")
    func malformed() {
        let report = UvReport(
            "error: Failed to read `cut @ file:///c.whl`\n  cause: Some\u{1b}[31m reason\n"
        )
        #expect(report.isMalformed)
        #expect(report.cause == "'/c.whl' is no sound wheel: Some[31m reason")
    }

    @Test(
        "What comes of how uv is asked, and what only its authors understand, is told otherwise",
        arguments: [
            (
                "Failed to read `six @ file:///a%20b/six.whl`\n  cause: Failed to extract archive: six.whl\n"
                    + "  cause: I/O operation failed during extraction\n  cause: unexpected BufError",
                "'/a b/six.whl' is no sound wheel: it is cut short"
            ),
            (
                "Failed to read `six @ file:///six.whl`\n  cause: Failed to extract archive: six.whl\n"
                    + "  cause: Invalid zip file structure\n"
                    + "  cause: an upstream reader returned an error: unexpected end of file\n"
                    + "  cause: unexpected end of file",
                "'/six.whl' is no sound wheel: it is cut short"
            ),
            (
                "Failed to read `six @ file:///six.whl`\n  cause: Invalid zip file structure",
                "'/six.whl' is no sound wheel: it is cut short or damaged"
            ),
            (
                "Failed to read `other @ file:///other.whl`\n"
                    + "  cause: Failed to read metadata: cache/archive-v0/3nIW2wvvH79VJWkI\n"
                    + "  cause: The .dist-info directory `six-1.17.0` does not start with the normalized package name: other",
                "'/other.whl' is no sound wheel: The .dist-info directory `six-1.17.0` does not start with the normalized"
                    + " package name: other"
            ),
            (
                "Couldn't parse requirement in `requirements-1kf0.txt` at position 0\n"
                    + "  cause: no such comparison operator \">>\", must be one of ~= ==\n"
                    + "         six>>1\n            ^^^",
                "'six>>1': no such comparison operator \">>\", must be one of ~= =="
            ),
            (
                "Unexpected '=', expected '-c', '-e', '-r' or the start of a requirement: requirements-1kf0.txt:2:1",
                "Unexpected '=', expected '-c', '-e', '-r' or the start of a requirement"
            ),
        ]
    )
    func wording(_ text: String, _ cause: String) {
        let report = UvReport("error: " + text + "\n")
        #expect(report.isMalformed && report.isFinal)
        #expect(report.cause == cause)
    }

    @Test("A damaged wheel of the cache is no reason to ask nobody else")
    func cached() {
        let report = UvReport("error: Failed to read `six==1.17.0`\n  cause: Invalid zip file structure\n")
        #expect(report.isMalformed && !report.isFinal)
    }

    @Test("A conflict names what is installed, and what to do")
    func conflict() {
        let text =
            "error: No solution found when resolving dependencies\n  cause: Because you require attrs>=26 and"
            + " attrs==25.3.0, we can conclude that your requirements are unsatisfiable."
        var requested = RequestedPackages()
        requested.names = ["attrs"]
        let attrs = LockedPackage(name: "attrs", version: "25.3.0", file: "", sha256: "", source: .file(""))
        let explanation = ResolutionExplanation(
            requested: requested,
            installed: [attrs],
            lock: PyodideLock(json: []),
            cached: []
        )
        let error = explanation.offline(UvRun.Failure(text: text))
        #expect(error.code == .packageConflict)
        #expect(
            error.message == "Cannot install 'attrs': attrs 25.3.0 is installed; Because you require attrs>=26 and"
                + " attrs==25.3.0, we can conclude that your requirements are unsatisfiable."
                + " (install with -U to change that, or uninstall first)"
        )
    }
}
