/// The tags in the name of a wheel, by PEP 425, 427 and 783.
enum WheelTag {
    /// How well a wheel fits the sandbox's Python, 0 best; nil where it does not run there.
    static func rank(of file: String) -> Int? {
        guard PackageName.ofWheel(file) != nil else { return nil }
        let parts = file.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
        let tags = parts.suffix(3).map { $0.split(separator: ".").map(String.init) }
        var best: Int?
        for python in tags[0] {
            for abi in tags[1] {
                for platform in tags[2] {
                    guard let rank = rank(python, abi, platform), rank < best ?? .max else { continue }
                    best = rank
                }
            }
        }
        return best
    }

    private static func rank(_ python: String, _ abi: String, _ platform: String) -> Int? {
        let isNative = platform == InterpreterShim.platformTag
        guard isNative || platform == "any" else { return nil }
        let age = isNative ? 0 : 100
        switch (python, abi) {
        case ("cp314", "cp314") where isNative: return 0
        case (_, "abi3") where isNative: return minor(python, "cp3").map { 1 + 14 - $0 }
        case ("cp314", "none"): return age + 20
        case ("py3", "none"): return age + 40
        case (_, "none"): return minor(python, "py3").map { age + 21 + 14 - $0 }
        default: return nil
        }
    }

    /// The minor version in a tag such as `cp312`, from 2 to 14.
    private static func minor(_ tag: String, _ prefix: String) -> Int? {
        guard tag.hasPrefix(prefix), let minor = Int(tag.dropFirst(prefix.count)), (2...14).contains(minor) else {
            return nil
        }
        return minor
    }
}
