#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// C copies of strings, which live as long as this object.
final class CStrings {
    /// In the order of the strings.
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) {
        pointers = strings.map { strdup($0) }
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }
}
