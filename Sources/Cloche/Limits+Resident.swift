extension Limits {
    /// How much memory the runner's process may have in use while a cell runs, in bytes.
    ///
    /// Measured with Deno 2.9.8: a fresh runner has 195 MiB, one whose Python has used up 512 MiB and was checkpointed
    /// 1.3 GiB. The memory limit counts three times (Python's own memory, its last checkpoint, and one on its way); the
    /// rest is for the engine, and for what cells hold in JavaScript. `RLIMIT_DATA` ends a runner a little above.
    var residentBytes: Int { 3 * memory + (256 << 20) }

    /// How much of ``residentBytes`` at least is not Python's own memory, in MiB.
    var mebibytesOutsideOfPython: Int { (residentBytes - memory) >> 20 }
}
