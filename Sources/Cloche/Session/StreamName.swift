/// One of the two text streams a cell writes to.
public enum StreamName: String, Sendable, Codable, CaseIterable {
    /// Python's `sys.stdout`.
    case stdout
    /// Python's `sys.stderr`.
    case stderr
}
