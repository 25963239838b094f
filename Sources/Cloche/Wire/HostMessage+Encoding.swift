#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension HostMessage {
    /// The message as a frame.
    ///
    /// - Throws: ``ClocheError`` where a text cannot be written as JSON.
    func frame() throws(ClocheError) -> Frame {
        do {
            return Frame(header: [UInt8](try JSONEncoder.wire.encode(self)), body: body)
        } catch {
            throw .wire("Cannot encode message '\(tag.rawValue)': \(error)")
        }
    }
}

extension HostMessage: Encodable {
    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: WireField.self)
        try fields.encode(tag, forKey: .type)
        switch self {
        case .boot(let request):
            try Self.encode(request, to: &fields)
        case .chunk(let part, let offset, _):
            try fields.encode(part, forKey: .part)
            try fields.encode(offset, forKey: .offset)
        case .execute(let request):
            try Self.encode(request, to: &fields)
        case .pickle(let request):
            try fields.encode(request.request, forKey: .request)
            try Self.encode(request.cell, to: &fields)
            try fields.encode(request.load, forKey: .load)
            try fields.encode(request.packages, forKey: .packages)
            try fields.encode(request.parts, forKey: .parts)
        case .interrupt(let cell):
            try fields.encode(cell, forKey: .cell)
        case .input(let request, let text):
            try fields.encode(request, forKey: .request)
            try fields.encode(text, forKey: .text)
        case .variables(let request, let digests):
            try fields.encode(request, forKey: .request)
            try fields.encode(digests, forKey: .digests)
        case .complete(let request, let cursor, _):
            try fields.encode(request, forKey: .request)
            try fields.encode(cursor, forKey: .cursor)
        case .signature(let request, _):
            try fields.encode(request, forKey: .request)
        case .inspect(let request, let source, _):
            try fields.encode(request, forKey: .request)
            try fields.encode(source, forKey: .source)
        case .checkpoint(let request, let full):
            try fields.encode(request, forKey: .request)
            try fields.encode(full, forKey: .full)
        case .rewind(let request, let parts):
            try fields.encode(request, forKey: .request)
            try fields.encode(parts, forKey: .parts)
        case .packages(let request, let parts):
            try fields.encode(request, forKey: .request)
            try fields.encode(parts, forKey: .parts)
        case .modules(let request, _):
            try fields.encode(request, forKey: .request)
        case .shutdown:
            break
        }
    }

    private static func encode(
        _ request: BootRequest,
        to fields: inout KeyedEncodingContainer<WireField>
    ) throws {
        try fields.encode(request.key, forKey: .key)
        try fields.encode(request.environment, forKey: .environment)
        try fields.encode(request.workingDirectory, forKey: .workingDirectory)
        try fields.encode(request.arguments, forKey: .arguments)
        try fields.encode(request.mounts, forKey: .mounts)
        try fields.encode(request.libraries, forKey: .libraries)
        try fields.encode(request.site, forKey: .site)
        try fields.encode(request.commands, forKey: .commands)
        try fields.encode(request.terminal, forKey: .terminal)
        try fields.encode(request.memory, forKey: .memory)
        try fields.encode(request.parts, forKey: .parts)
        try fields.encode(request.loadedFrom, forKey: .loadedFrom)
    }

    private static func encode(
        _ request: CellRequest,
        to fields: inout KeyedEncodingContainer<WireField>
    ) throws {
        try fields.encode(request.cell, forKey: .cell)
        try fields.encode(request.name, forKey: .name)
        try fields.encode(request.display, forKey: .display)
        try fields.encode(request.maxOutput, forKey: .maxOutput)
        try fields.encode(request.maxNetBytes, forKey: .maxNetBytes)
        try fields.encode(request.columns, forKey: .columns)
        try fields.encode(request.rows, forKey: .rows)
    }
}
