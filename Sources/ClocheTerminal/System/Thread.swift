#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs a closure on a new thread, which ends with it.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Glibc)
        var thread = pthread_t()
    #else
        var thread: pthread_t?
    #endif
    let status = pthread_create(
        &thread,
        nil,
        { pointer in
            #if canImport(Glibc)
                guard let pointer else { return nil }
            #endif
            Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
            return nil
        },
        box.toOpaque()
    )
    if status != 0 {
        box.release()
    } else {
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            thread.map { _ = pthread_detach($0) }
        #endif
    }
}
