#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension PackageIndex {
    /// Why an index cannot be taken.
    struct Flaw: Error, Equatable {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    struct Whole: Decodable {
        var format: Int
        var files: [File]
    }

    /// The most files that a pack may have.
    static let maximumFiles = 100_000

    /// Reads an index that anyone may have written, and holds everything in it against the bounds and each other.
    ///
    /// - Throws: ``Flaw`` where a path leads out of its folder or is there twice, or files overlap or leave a gap.
    init(checking bytes: [UInt8]) throws(Flaw) {
        guard bytes.count <= Self.maximumBytes else { throw Flaw("its index is \(bytes.count) bytes") }
        guard ManifestBounds.holds(bytes) else { throw Flaw("its index has too many values") }
        let decoder = JSONDecoder()
        let data = Data(bytes)
        guard let whole = try? decoder.decode(Whole.self, from: data), whole.format == 1,
            let summary = try? decoder.decode(PackageSummary.self, from: data)
        else { throw Flaw("its index is malformed") }
        guard summary.isPlausible else { throw Flaw("its index has names that are none") }
        try Self.check(whole.files, summary.packBytes)
        self.init(summary: summary, bytes: bytes)
    }

    private static func check(_ files: [File], _ packBytes: Int) throws(Flaw) {
        guard files.count <= maximumFiles else { throw Flaw("it has \(files.count) files, maximum is \(maximumFiles)") }
        var end = 0
        var last: String?
        for file in files {
            guard isInside(file.path), file.sha256.isSHA256 else { throw Flaw("its index names a file that is none") }
            if let last, !last.utf8.lexicographicallyPrecedes(file.path.utf8) {
                throw Flaw("its index is not sorted, or names a file twice")
            }
            guard file.offset == end, file.size >= 0, file.size <= packBytes - end else {
                throw Flaw("its files overlap or leave a gap")
            }
            end += file.size
            last = file.path
        }
        guard end == packBytes else { throw Flaw("its files do not fill the pack") }
    }

    /// Whether a path names something below the folder it is relative to, in its one spelling.
    private static func isInside(_ path: String) -> Bool {
        guard (1...1024).contains(path.utf8.count), !path.utf8.contains(0) else { return false }
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) && $0.count <= 255
        }
    }
}

extension PackageSummary {
    /// True where every name is one, and every number in its range.
    var isPlausible: Bool {
        name.isPackageName && version.isPackageVersion && file.isPackageFile && sha256.isSHA256
            && archiveBytes >= 0 && (0...Self.maximumPackBytes).contains(packBytes)
            && requires.allSatisfy { $0.utf8.count <= 4096 }
            && imports.allSatisfy { (1...255).contains($0.utf8.count) }
    }

    /// The most that the files of one package may hold, in bytes.
    static let maximumPackBytes = 4 << 30
}

extension String {
    /// True for 64 lower-case hex digits.
    package var isSHA256: Bool {
        utf8.count == 64 && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// True for a name as PEP 503 normalizes it.
    package var isPackageName: Bool {
        (1...100).contains(utf8.count) && utf8.first != 0x2d && utf8.last != 0x2d
            && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d }
    }

    /// True for what the versions of PEP 440 are made of.
    package var isPackageVersion: Bool {
        (1...100).contains(utf8.count) && utf8.allSatisfy { $0.isWordByte || "._+!-".utf8.contains($0) }
    }

    /// True for the name of a wheel or of an archive of libraries, which can name nothing else beside it.
    package var isPackageFile: Bool {
        (5...200).contains(utf8.count) && (hasSuffix(".whl") || hasSuffix(".zip")) && utf8.first?.isWordByte == true
            && utf8.allSatisfy { $0.isWordByte || "._+!-".utf8.contains($0) }
    }
}

extension UInt8 {
    /// True for letters and digits of ASCII.
    fileprivate var isWordByte: Bool {
        switch UnicodeScalar(self) {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
