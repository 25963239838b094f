#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension JournalRecord: Codable {
    private enum Kind: String, Codable {
        case session, begin, end, part, checkpoint, move, branch, settings, packages, reset, close
    }

    private enum Field: String, CodingKey {
        case type, cell, source, started, number, part, to, cause, name, isCurrent = "current", permissions, limits
        case packages, reason
    }

    /// Reads a record from JSON: an object with its `type`, and refuses numbers that nobody counts to.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        func number(_ field: Field) throws -> Int { try fields.decode(Int.self, forKey: field).checked(decoder) }
        func text(_ field: Field) throws -> String { try fields.decode(String.self, forKey: field) }
        switch try fields.decode(Kind.self, forKey: .type) {
        case .session: self = .session(try SessionEntry(from: decoder))
        case .begin:
            let started = try fields.decode(Date.self, forKey: .started)
            self = .begin(cell: try number(.cell), source: try text(.source), started: started)
        case .end: self = .end(try CellEntry(from: decoder))
        case .part: self = .part(number: try number(.number), try fields.decode(WirePart.self, forKey: .part))
        case .checkpoint: self = .checkpoint(try CheckpointEntry(from: decoder).checked(decoder))
        case .move: self = .move(to: try number(.to), cause: try text(.cause))
        case .branch:
            let isCurrent = try fields.decode(Bool.self, forKey: .isCurrent)
            self = .branch(name: try text(.name), number: try number(.number), isCurrent: isCurrent)
        case .settings:
            let permissions = try fields.decode(PermissionSet.self, forKey: .permissions)
            self = .settings(permissions, try fields.decode(Limits.self, forKey: .limits))
        case .packages:
            let packages = try fields.decode([LockedPackage].self, forKey: .packages)
            guard packages.areOneSession else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no set"))
            }
            self = .packages(packages)
        case .reset: self = .reset
        case .close: self = .close(reason: try text(.reason))
        }
    }

    /// Writes the record as a JSON object with its `type`.
    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(kind, forKey: .type)
        switch self {
        case .session(let entry): try entry.encode(to: encoder)
        case .begin(let cell, let source, let started):
            try fields.encode(cell, forKey: .cell)
            try fields.encode(source, forKey: .source)
            try fields.encode(started, forKey: .started)
        case .end(let entry): try entry.encode(to: encoder)
        case .part(let number, let part):
            try fields.encode(number, forKey: .number)
            try fields.encode(part, forKey: .part)
        case .checkpoint(let entry): try entry.encode(to: encoder)
        case .move(let number, let cause):
            try fields.encode(number, forKey: .to)
            try fields.encode(cause, forKey: .cause)
        case .branch(let name, let number, let isCurrent):
            try fields.encode(name, forKey: .name)
            try fields.encode(number, forKey: .number)
            try fields.encode(isCurrent, forKey: .isCurrent)
        case .settings(let permissions, let limits):
            try fields.encode(permissions, forKey: .permissions)
            try fields.encode(limits, forKey: .limits)
        case .packages(let packages): try fields.encode(packages, forKey: .packages)
        case .reset: break
        case .close(let reason): try fields.encode(reason, forKey: .reason)
        }
    }

    private var kind: Kind {
        switch self {
        case .session: .session
        case .begin: .begin
        case .end: .end
        case .part: .part
        case .checkpoint: .checkpoint
        case .move: .move
        case .branch: .branch
        case .settings: .settings
        case .packages: .packages
        case .reset: .reset
        case .close: .close
        }
    }
}

extension Int {
    /// The number, where it is one that can be counted on from.
    fileprivate func checked(_ decoder: any Decoder) throws -> Int {
        guard (0...(1 << 53)).contains(self) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "out of range"))
        }
        return self
    }
}

extension CheckpointEntry {
    /// The entry, where all of its numbers can be counted on from.
    fileprivate func checked(_ decoder: any Decoder) throws -> CheckpointEntry {
        let numbers = [[number, parent ?? 0, references, heapBytes, bytes], cells, heap, files]
        for number in numbers.joined() { _ = try number.checked(decoder) }
        return self
    }
}
