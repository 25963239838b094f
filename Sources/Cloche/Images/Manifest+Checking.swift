internal import Crypto

extension Manifest {
    /// Holds the numbers of the manifest against each other, the caps and the size of the sections.
    ///
    /// - Parameter size: How many bytes follow the manifest.
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`.
    func checkLayout(size: Int) throws(ClocheError) {
        guard (0...Manifest.maximumHeap).contains(heapBytes) else {
            throw .invalidSessionFile("its heap is \(heapBytes) bytes, maximum is \(Manifest.maximumHeap)")
        }
        guard sections.count <= CheckpointCollector.maximumParts else {
            let maximum = CheckpointCollector.maximumParts
            throw .invalidSessionFile("it has \(sections.count) sections, maximum is \(maximum)")
        }
        var end = 0
        for section in sections {
            guard section.offset == end else { throw .invalidSessionFile("its sections overlap or leave a gap") }
            guard section.length >= 0, (0...Manifest.maximumHeap).contains(section.rawLength) else {
                throw .invalidSessionFile("a section has a size that is out of range")
            }
            guard section.length <= size - end else {
                let room = "a section of \(section.length) bytes has only \(size - end)"
                throw .invalidSessionFile("it is cut short: \(room)")
            }
            end += section.length
        }
        guard end == size else { throw .invalidSessionFile("\(size - end) bytes follow its last section") }
    }

    /// Checks that the sections are those of one checkpoint.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile`.
    func checkSections() throws(ClocheError) {
        for section in sections where !section.id.isPartID || section.name.hasID == section.id.isEmpty {
            throw .invalidSessionFile("its manifest is malformed")
        }
        let packages = sections.filter { $0.name == .package }
        guard packages.allSatisfy({ $0.id == $0.sha256 }), Set(packages.map(\.id)).count == packages.count,
            Set(session.packages.map(\.sha256)).isSuperset(of: packages.map(\.id))
        else {
            throw .invalidSessionFile("its packages are not those that its manifest names")
        }
        let files = sections.filter { $0.name == .file }.map(\.id)
        guard sections.count(where: { $0.name == .references }) == 1, sections.contains(where: { $0.name == .heap }),
            Set(files).count == files.count
        else {
            throw .invalidSessionFile("it needs one section 'references', a section 'heap' and different files")
        }
    }
}

extension WirePart.Kind {
    /// True where several of a kind are told apart by their ids.
    fileprivate var hasID: Bool { self == .file || self == .package }
}

extension Manifest.Section {
    /// The bytes of the section, which are those that were written.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidSessionFile` where they are not.
    func read(from source: ByteSource, _ sectionsStart: Int) throws(ClocheError) -> [UInt8] {
        let bytes = try source.read((sectionsStart + offset)..<(sectionsStart + offset + length))
        guard SHA256.hash(data: bytes).hex == sha256 else {
            throw .invalidSessionFile("its section '\(name.rawValue)' is damaged")
        }
        return bytes
    }
}
