/// What may be done below a path, in the bits of Linux's Landlock (`linux/landlock.h`).
struct LandlockAccess: OptionSet, Sendable, Hashable {
    let rawValue: UInt64

    static let execute = Self(rawValue: 1 << 0)
    static let writeFile = Self(rawValue: 1 << 1)
    static let readFile = Self(rawValue: 1 << 2)
    static let readFolder = Self(rawValue: 1 << 3)
    static let removeFolder = Self(rawValue: 1 << 4)
    static let removeFile = Self(rawValue: 1 << 5)
    static let makeFolder = Self(rawValue: 1 << 7)
    static let makeFile = Self(rawValue: 1 << 8)
    static let makeLink = Self(rawValue: 1 << 12)
    static let moveBetweenFolders = Self(rawValue: 1 << 13)
    static let truncate = Self(rawValue: 1 << 14)

    static let read: Self = [.readFile, .readFolder]

    /// Everything that ordinary files and folders need.
    ///
    /// No symbolic links: one made in a writable folder would be
    /// followed by programs outside of the sandbox. No devices, sockets and pipes.
    static let write: Self = [
        .read, .writeFile, .removeFolder, .removeFile, .makeFolder, .makeFile, .moveBetweenFolders, .truncate,
    ]
}
