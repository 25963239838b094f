import Testing

@testable import Cloche

/// The C library of this machine, whose parts are granted.
private enum CLibrary {
    static let libm = find("libm.so.6")
    static let libc = find("libc.so.6")

    private static func find(_ name: String) -> String? {
        let folders = ["/usr/lib/x86_64-linux-gnu/", "/usr/lib/aarch64-linux-gnu/", "/usr/lib64/"]
        return folders.lazy.compactMap { PermissionResolver.realPath($0 + name) }.first
    }
}

@Suite(
    "Native libraries in a session with the real runner",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed"),
    .enabled(if: CLibrary.libm != nil, "the C library is not where it is looked for")
)
struct NativeLibraryTests {
    private func granted(_ libraries: String?...) throws -> PermissionSet {
        var permissions = PermissionSet()
        try permissions.allow(.ffi, libraries.compactMap(\.self))
        return permissions
    }

    private func withSession(_ permissions: PermissionSet, _ body: (Session) async throws -> Void) async throws {
        let session = Session(permissions, Limits(), SessionOptions(), RecordingLauncher(), SessionTiming())
        try await withOpen(session, body)
    }

    private let useMath = """
        import ctypes
        libm = ctypes.CDLL('libm.so.6')
        libm.cos.argtypes, libm.cos.restype = [ctypes.c_double], ctypes.c_double
        libm.cos(1)
        """

    @Test("a granted library computes, also after a change of the permissions, until it is denied")
    func grants() async throws {
        let libm = try #require(CLibrary.libm)
        try await withSession(PermissionSet()) { session in
            let refused = try await session.execute(useMath)
            #expect(refused.error?.name == "PermissionError")
            let hint = "ffi access to 'libm.so.6' is not granted; to grant it: :allow ffi libm.so.6"
            #expect(refused.error?.message == hint)

            try await session.setPermissions(try granted(libm))
            let result = try await session.execute(useMath)
            #expect(result.value == "0.5403023058681398", "\(result.error?.traceback ?? "")")
            #expect(result.used == [Permission(kind: .ffi, item: libm)])

            try await session.setPermissions(try granted(libm, CLibrary.libc))
            #expect(try await session.execute("libm.cos(0)").value == "1.0")
            try await session.setPermissions(PermissionSet())
            #expect(try await session.execute("libm.cos(0)").error?.name == "PermissionError")
        }
    }

    @Test("the kernel holds what native code opens to what is granted", .enabled(if: KernelWalls.landlockVersion > 0))
    func kernel() async throws {
        try await withSession(try granted(CLibrary.libc)) { session in
            let source = """
                import ctypes, errno
                libc = ctypes.CDLL('libc.so.6', use_errno=True)
                libc.open(b'/etc/passwd', 0), ctypes.get_errno() == errno.EACCES
                """
            let result = try await session.execute(source)
            #expect(result.value == "(-1, True)", "\(result.error?.traceback ?? "")")
        }
    }

    @Test("a crash and a call that does not end cost the cell, not the session")
    func failures() async throws {
        try await withSession(try granted(CLibrary.libc)) { session in
            _ = try await session.execute("import ctypes; kept = 7; libc = ctypes.CDLL('libc.so.6')")
            #expect(try await session.execute("libc.abort()").status == .died)
            #expect(try await session.execute("kept, libc.abs(-2)").value == "(7, 2)")
        }
    }
}
