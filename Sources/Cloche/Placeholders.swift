// Signatures only, so that what is built on them compiles: the types themselves replace this file.

/// Why a call on a session failed.
public struct ClocheError: Error, Sendable, Equatable {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        case failed
    }

    /// The kind of failure.
    public let code: Code

    /// The action and the state, without a final period.
    public let message: String

    init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    static let notAvailable = ClocheError(code: .failed, message: "Cannot do this: it is not built yet")
}

/// What a permission is about.
public enum PermissionKind: String, CaseIterable, Sendable, Codable, Comparable {
    case read, write, net, env, run, ffi

    /// Orders the kinds by name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// How much of a kind is meant.
public enum PermissionScope: Sendable, Equatable {
    case none, all
    case items([String])
}

/// One thing that may be allowed or denied.
public struct Permission: Sendable, Equatable {
    /// The kind.
    public var kind: PermissionKind

    /// The path, host, name or command; nil for the whole kind.
    public var item: String?

    /// Makes a permission of its parts.
    public init(kind: PermissionKind, item: String? = nil) {
        self.kind = kind
        self.item = item
    }
}

/// Grants and denials; a denial wins.
public struct PermissionSet: Sendable, Equatable, Codable {
    /// Nothing granted.
    public init() {}

    /// What is granted of a kind.
    public func granted(_ kind: PermissionKind) -> PermissionScope { .none }

    /// What is denied of a kind.
    public func denied(_ kind: PermissionKind) -> PermissionScope { .none }

    /// Grants items of a kind, all of it where there are none.
    public mutating func allow(_ kind: PermissionKind, _ items: [String]) throws(ClocheError) { throw .notAvailable }

    /// Takes items of a kind back, all of it where there are none.
    public mutating func deny(_ kind: PermissionKind, _ items: [String]) throws(ClocheError) { throw .notAvailable }

    /// True where nothing is granted.
    public var isEmpty: Bool { true }

    /// The set in a few words.
    public var summary: String { "" }

    /// The flags that make the same set.
    public var flags: [String] { [] }
}

/// What a session's cells may use up.
public struct Limits: Sendable, Equatable, Codable {
    /// How long a cell may run; nil for no limit.
    public var timeout: Duration?

    /// The most memory for Python, in bytes.
    public var memory: Int

    /// The most output of a cell that is passed on, in bytes.
    public var output: Int

    /// Makes limits: 30 s, 512 MiB and 1 MiB by default.
    public init(timeout: Duration? = .seconds(30), memory: Int = 512 << 20, output: Int = 1 << 20) {
        self.timeout = timeout
        self.memory = memory
        self.output = output
    }
}

/// Where the programs are that a session runs on.
public struct Runtime: Sendable, Equatable {
}
