#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads the files of an audit log, those that were moved on too.
package enum AuditReader {
    /// No number of files that somebody set is higher.
    private static let maximumFiles = 100

    /// How many bytes are read of a file where the newest records are wanted, before all of it is.
    private static let tail = 1 << 18

    /// Reads the records that a filter wants, the oldest file first.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableAudit` where a file that is there cannot be read.
    package static func read(_ path: String, _ filter: AuditFilter) throws(ClocheError) -> AuditReading {
        let files = try open(path)
        defer { for file in files { close(file.descriptor) } }
        do throws(SystemError) {
            return try read(files, filter)
        } catch {
            throw .unreadableAudit(path, error.reason)
        }
    }

    /// Reads from the newest file on, no further back than it takes to have as many records as are wanted.
    private static func read(
        _ files: [(descriptor: CInt, size: Int)],
        _ filter: AuditFilter
    ) throws(SystemError) -> AuditReading {
        var found = AuditReading()
        for file in files {
            let wanted = filter.newest.map { $0 - found.records.count }
            if let wanted, wanted <= 0 { break }
            var rest = filter
            rest.newest = wanted
            var part = try read(file.descriptor, from: wanted == nil ? 0 : file.size - tail, to: file.size, rest)
            if let wanted, part.records.count < wanted, file.size > tail {
                part = try read(file.descriptor, from: 0, to: file.size, rest)
            }
            found = AuditReading(part.records + found.records, brokenLines: part.brokenLines + found.brokenLines)
        }
        return found
    }

    /// Opens the files, the newest one first: one that is moved on meanwhile is then met twice rather than never.
    private static func open(_ path: String) throws(ClocheError) -> [(descriptor: CInt, size: Int)] {
        var files: [(descriptor: CInt, size: Int)] = []
        var known: Set<ino_t> = []
        for number in 0..<maximumFiles {
            let descriptor = openFile(number == 0 ? path : "\(path).\(number)")
            if descriptor < 0 {
                let error = SystemError.last
                if error.number == ENOENT, number > 0 { break }
                if error.number == ENOENT { continue }
                for file in files { close(file.descriptor) }
                throw .unreadableAudit(path, error.number == ELOOP ? "it is a symbolic link" : error.reason)
            }
            var status = stat()
            let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            if isFile, known.insert(status.st_ino).inserted {
                files.append((descriptor, Int(status.st_size)))
            } else {
                close(descriptor)
            }
        }
        return files
    }

    private static func openFile(_ path: String) -> CInt {
        #if canImport(Glibc)
            Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        #elseif canImport(Musl)
            Musl.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        #else
            Darwin.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        #endif
    }

    /// Reads the lines from an offset on, as much as there was when the file was opened: it may grow without end.
    private static func read(
        _ file: CInt,
        from start: Int,
        to size: Int,
        _ filter: AuditFilter
    ) throws(SystemError) -> AuditReading {
        var reading = AuditReading(filter)
        if start > 0 { reading.skipLine() }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var offset = max(0, start)
        while offset < size {
            let count = pread(file, &buffer, min(buffer.count, size - offset), off_t(offset))
            if count < 0 {
                guard errno == EINTR else { throw .last }
            } else if count == 0 {
                break
            } else {
                reading.add(Array(buffer[..<count]))
                offset += count
            }
        }
        reading.endFile()
        reading.finish()
        return reading
    }
}

extension ClocheError.Code {
    /// An audit log that cannot be read.
    public static let unreadableAudit = Self("unreadableAudit")
}

extension ClocheError {
    static func unreadableAudit(_ path: String, _ reason: String) -> ClocheError {
        ClocheError(code: .unreadableAudit, message: "Cannot read the audit log '\(path)': \(reason)")
    }
}
