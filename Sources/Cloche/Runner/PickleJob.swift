/// What a cell does with a pickle instead of running a source.
struct PickleJob: Equatable, Sendable {
    /// The pickle to take up; nil to give one.
    var pickle: [UInt8]?

    /// The packages that it was made with.
    var packages: [String] = []

    /// The wheel of dill.
    var library: [UInt8]

    /// The parts in the order in which a runner wants them.
    var parts: [CheckpointPart] {
        let library = CheckpointPart(.file, id: DillWheel.name, bytes: library)
        return [library] + (pickle.map { [CheckpointPart(.file, id: Self.pickleID, bytes: $0)] } ?? [])
    }

    /// The name of the part that is the pickle.
    static let pickleID = "pickle"
}
