#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What a session file says about itself, and whether it can be loaded; nothing of it is run to tell.
public struct SessionFileInfo: Sendable, Equatable {
    /// A stretch of the file behind its manifest.
    public struct Section: Sendable, Equatable, Encodable {
        /// What became of a section's bytes.
        public enum State: String, Sendable, Encodable {
            /// They are those that were saved.
            case whole
            /// They are others.
            case damaged
            /// The file ends before their end.
            case cut
            /// The manifest does not say where they are.
            case unknown
        }

        /// What the section holds: `references`, `heap` or `file`.
        public var name: String

        /// The size of the section in bytes.
        public var length: Int

        /// The size of what it unpacks to, in bytes.
        public var rawLength: Int

        /// What became of its bytes.
        public var state: State
    }

    /// The size of the file in bytes.
    public var size: Int

    /// The version of the file's format.
    public var format: Int

    /// The version of Pyodide that the memory belongs to.
    public var pyodideVersion: String

    /// The key of the runner that the memory belongs to.
    public var runner: String

    /// The architecture that the memory is laid out for.
    public var architecture: String

    /// When the file was written; nil where it does not tell.
    public var saved: Date?

    /// The cells, the versions, the recorded permissions and limits.
    public var metadata: SessionMetadata

    /// The size of Python's heap in bytes.
    public var heapBytes: Int

    /// The names of what will not be there after loading.
    public var lost: [String]

    /// The sections in the order in which they lie in the file.
    public var sections: [Section]

    /// Why this cloche cannot load the file, and what would be needed; empty where it can.
    public var obstacles: [String]

    /// True where this cloche can load the file.
    public var isLoadable: Bool { obstacles.isEmpty }

    /// The cells that the saved state came from, which can be run again: not those whose effects were lost or undone.
    public var rerunnableCells: [CellRecord] { metadata.cells.filter(\.hasEffect) }
}

extension CellRecord {
    /// True where the session's state came from this cell too.
    var hasEffect: Bool { !isLost && !isUndone }
}
