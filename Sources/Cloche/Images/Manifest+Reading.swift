internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Manifest {
    /// Reads the manifest of a session file, which is enough to tell what the file is.
    ///
    /// Its length is held against the size of the file and the cap before it is read, its hash before it is parsed.
    /// - Parameter source: The file, whose bytes may come from anyone.
    /// - Returns: The manifest, and where the sections begin.
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`.
    static func read(from source: ByteSource) throws(ClocheError) -> (manifest: Manifest, sectionsStart: Int) {
        let prefix = try source.read(0..<min(SessionFile.prefixLength, source.count))
        let start = SessionFile.prefixLength
        let length = try manifestLength(prefix, of: source.count)
        let json = try source.read(start..<(start + length))
        guard SHA256.hash(data: json) == prefix.suffix(32) else { throw .invalidSessionFile("its manifest is damaged") }
        guard ManifestBounds.holds(json) else { throw .invalidSessionFile("its manifest has too many values") }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let manifest = try? decoder.decode(Manifest.self, from: Data(json)), manifest.isPlausible else {
            throw .invalidSessionFile("its manifest is malformed")
        }
        return (manifest, start + length)
    }

    private static func manifestLength(_ prefix: [UInt8], of size: Int) throws(ClocheError) -> Int {
        let magic = SessionFile.magic
        guard prefix.prefix(6) == magic.prefix(min(6, prefix.count)), !prefix.isEmpty else {
            throw .invalidSessionFile("it is not a session file")
        }
        guard prefix.count == SessionFile.prefixLength else { throw .invalidSessionFile("it is cut short") }
        guard prefix[7] == magic[7] else { throw .invalidSessionFile("it is not a session file") }
        guard prefix[6] == magic[6] else { throw .laterFormat(prefix[6], this: magic[6]) }
        let length = Int(prefix.littleEndian(at: 8) ?? 0)
        guard length <= maximumLength else {
            throw .invalidSessionFile("its manifest is \(length) bytes, maximum is \(maximumLength)")
        }
        guard length <= size - SessionFile.prefixLength else { throw .invalidSessionFile("it is cut short") }
        return length
    }

    /// True where the names of versions are such names; they are shown to the user.
    private var isPlausible: Bool {
        let versions = [build.pyodide, build.runner, build.architecture, session.clocheVersion]
        return format == Manifest.format
            && versions.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy(\.isVisible) }
    }
}

extension UInt8 {
    /// True for ASCII that shows something.
    fileprivate var isVisible: Bool { (0x21...0x7e).contains(self) }
}

extension ClocheError {
    fileprivate static func laterFormat(_ format: UInt8, this own: UInt8) -> ClocheError {
        let need = format > own ? "; to load it, use a later version of cloche" : ""
        return .invalidSessionFile("its format is \(format), this version reads format \(own)\(need)")
    }
}
