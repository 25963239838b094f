#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension HostMessage {
    /// Reads a message from a frame, as a runner does; the host needs it for scripted runners only.
    ///
    /// - Throws: ``ClocheError`` where the frame is no message.
    init(frame: Frame) throws(ClocheError) {
        do {
            self = try JSONDecoder().decode(HostMessage.self, from: Data(frame.header), configuration: frame.body)
        } catch {
            throw .wire("Cannot decode message: \(error)")
        }
    }
}

extension HostMessage: DecodableWithConfiguration {
    init(from decoder: any Decoder, configuration body: [UInt8]) throws {
        let fields = try decoder.container(keyedBy: WireField.self)
        switch try fields.decode(Tag.self, forKey: .type) {
        case .boot:
            self = .boot(try BootRequest(fields))
        case .chunk:
            let part = try fields.decode(WirePart.self, forKey: .part)
            self = .chunk(part, offset: try fields.count(.offset), bytes: body)
        case .execute:
            self = .execute(try CellRequest(fields, source: body))
        case .pickle:
            self = .pickle(try PickleRequest(fields))
        case .interrupt:
            self = .interrupt(cell: try fields.count(.cell))
        case .input:
            let text = try fields.decode(String?.self, forKey: .text)
            self = .input(request: try fields.count(.request), text: text)
        case .variables:
            self = .variables(request: try fields.count(.request), digests: try fields.flag(.digests))
        case .complete:
            let source = String(decoding: body, as: UTF8.self)
            self = .complete(request: try fields.count(.request), cursor: try fields.count(.cursor), source: source)
        case .signature:
            self = .signature(request: try fields.count(.request), name: String(decoding: body, as: UTF8.self))
        case .inspect:
            let name = String(decoding: body, as: UTF8.self)
            self = .inspect(request: try fields.count(.request), source: try fields.flag(.source), name: name)
        case .checkpoint:
            self = .checkpoint(request: try fields.count(.request), full: try fields.flag(.full))
        case .rewind:
            self = .rewind(request: try fields.count(.request), parts: try fields.count(.parts))
        case .packages:
            self = .packages(request: try fields.count(.request), parts: try fields.count(.parts))
        case .modules:
            let names = String(decoding: body, as: UTF8.self).split(separator: "\n").map(String.init)
            self = .modules(request: try fields.count(.request), names: names)
        case .shutdown:
            self = .shutdown
        }
    }
}

extension BootRequest {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>) throws {
        key = try fields.text(.key)
        environment = try fields.decode([String: String].self, forKey: .environment)
        workingDirectory = try fields.text(.workingDirectory)
        arguments = try fields.texts(.arguments)
        mounts = try fields.decode([Mount].self, forKey: .mounts)
        libraries = try fields.texts(.libraries)
        site = try fields.text(.site)
        commands = try fields.decode([String: String]?.self, forKey: .commands)
        terminal = try fields.flag(.terminal)
        memory = try fields.count(.memory)
        parts = try fields.count(.parts)
        loadedFrom = try fields.decode(Source.self, forKey: .loadedFrom)
    }
}

extension PickleRequest {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>) throws {
        request = try fields.count(.request)
        cell = try CellRequest(fields, source: [])
        load = try fields.flag(.load)
        packages = try fields.texts(.packages)
        parts = try fields.count(.parts)
    }
}

extension CellRequest {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>, source: [UInt8]) throws {
        cell = try fields.count(.cell)
        name = try fields.text(.name)
        display = try fields.flag(.display)
        maxOutput = try fields.count(.maxOutput)
        maxNetBytes = try fields.count(.maxNetBytes)
        columns = try fields.count(.columns)
        rows = try fields.count(.rows)
        self.source = String(decoding: source, as: UTF8.self)
    }
}
