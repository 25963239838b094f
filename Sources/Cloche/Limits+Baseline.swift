extension Limits {
    /// What a fresh interpreter takes of `memory`, in bytes: profiles count from there.
    ///
    /// It is the size of the heap in the installed runner's baseline image.
    package static let baselineMemory = 30 << 20
}
