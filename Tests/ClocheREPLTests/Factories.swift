import Cloche
import Foundation

extension ExecutionResult {
    static func make(
        cell: Int = 1,
        status: ExecutionStatus = .ok,
        value: String? = nil,
        error: PythonError? = nil,
        outputBytes: Int = 0,
        withheldBytes: Int = 0,
        duration: Duration = .milliseconds(250),
        memory: Int = 31_000_000,
        exitCode: Int? = nil,
        recovery: Recovery? = nil,
        blocked: [Permission] = []
    ) -> ExecutionResult {
        ExecutionResult(
            cell: cell,
            status: status,
            value: value,
            error: error,
            outputBytes: outputBytes,
            withheldBytes: withheldBytes,
            duration: duration,
            memory: memory,
            exitCode: exitCode,
            recovery: recovery,
            blocked: blocked,
            metadata: .make()
        )
    }
}

extension SessionMetadata {
    static func make(
        cells: [CellRecord] = [],
        variables: [String] = [],
        permissions: PermissionSet = PermissionSet()
    ) -> SessionMetadata {
        SessionMetadata(
            created: Date(timeIntervalSince1970: 0),
            cells: cells,
            variables: variables,
            permissions: permissions
        )
    }
}

extension PythonError {
    static let refused = PythonError(
        name: "PermissionError",
        message: "read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd",
        traceback: """
            PermissionError: read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd

            """
    )

    static let zeroDivision = PythonError(
        name: "ZeroDivisionError",
        message: "division by zero",
        traceback: """
            Traceback (most recent call last):
              File "<cell 1>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero

            """
    )
}

extension PythonError {
    static func missing(_ module: String) -> PythonError {
        let message = "No module named '\(module)'"
        return PythonError(
            name: "ModuleNotFoundError",
            message: message,
            traceback: "ModuleNotFoundError: \(message)\n"
        )
    }
}

extension InstalledPackage {
    /// A package of the index; one that nothing needs was asked for.
    static func make(
        _ name: String,
        _ version: String,
        bytes: Int? = nil,
        unpacked: Int? = nil,
        isNative: Bool = false,
        imports: [String]? = nil,
        requiredBy: [String] = []
    ) -> InstalledPackage {
        InstalledPackage(
            locked: LockedPackage(
                name: name,
                version: version,
                file: "\(name)-\(version)-py3-none-any.whl",
                sha256: String(repeating: "a", count: 64),
                source: .index("https://index.example/\(name)"),
                bytes: bytes,
                isRequested: requiredBy.isEmpty
            ),
            unpackedBytes: unpacked ?? bytes ?? 0,
            isNative: isNative,
            imports: imports ?? [name],
            requiredBy: requiredBy
        )
    }
}

extension PermissionSet {
    static func make(_ grants: (PermissionKind, [String])...) throws -> PermissionSet {
        var set = PermissionSet()
        for (kind, items) in grants { try set.allow(kind, items) }
        return set
    }
}

extension CellRecord {
    static func make(_ number: Int, _ source: String, isUndone: Bool = false) -> CellRecord {
        CellRecord(number: number, source: source, status: .ok, duration: .zero, isUndone: isUndone)
    }
}

extension CheckpointInfo {
    /// A checkpoint that was taken as many minutes after midnight as its number says, on the first of January 2026.
    static func make(
        _ number: Int,
        after parent: Int?,
        cells: [Int]? = nil,
        bytes: Int = 4_200,
        lost: [String] = [],
        branch: String? = nil
    ) -> CheckpointInfo {
        CheckpointInfo(
            number: number,
            parent: parent,
            cells: cells ?? (number == 0 ? [] : [number]),
            taken: Date(timeIntervalSince1970: TimeInterval(1_767_225_600 + number * 60)),
            bytes: bytes,
            lost: lost,
            branch: branch
        )
    }
}

extension StoredSession {
    /// A session of the first of January 2026, 01:00.
    static func make(
        _ id: String,
        cells: Int = 12,
        last: String? = "x = 1",
        running: StoredCell? = nil,
        state: State = .interrupted,
        flaw: String? = nil
    ) -> StoredSession {
        StoredSession(
            id: id,
            created: Date(timeIntervalSince1970: 1_767_225_600),
            changed: Date(timeIntervalSince1970: 1_767_229_200),
            cells: cells,
            lastSource: last,
            running: running,
            state: state,
            bytes: 4_200,
            flaw: flaw
        )
    }
}
