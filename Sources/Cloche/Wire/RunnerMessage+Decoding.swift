#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension RunnerMessage {
    /// Reads a message and the key it carries from a frame of the runner.
    ///
    /// - Throws: ``ClocheError`` where the frame is no message: a tag that is not known, a field that is missing, has
    ///   another type or is out of its range, or a body that is not what the tag asks for.
    static func decode(_ frame: Frame) throws(ClocheError) -> (key: String, message: RunnerMessage) {
        do {
            let header = Data(frame.header)
            let sealed = try JSONDecoder().decode(Sealed.self, from: header, configuration: frame.body)
            return (sealed.key, sealed.message)
        } catch {
            throw .wire("Cannot decode message: \(error)")
        }
    }

    private struct Sealed: DecodableWithConfiguration {
        var key: String
        var message: RunnerMessage

        init(from decoder: any Decoder, configuration body: [UInt8]) throws {
            let fields = try decoder.container(keyedBy: WireField.self)
            key = try fields.text(.key)
            message = try RunnerMessage(fields, body: body)
        }
    }

    private init(_ fields: KeyedDecodingContainer<WireField>, body: [UInt8]) throws {
        let tag = try fields.decode(Tag.self, forKey: .type)
        if !tag.hasBody, !body.isEmpty {
            throw DecodingError.dataCorruptedError(forKey: .type, in: fields, debugDescription: "body is not empty")
        }
        switch tag {
        case .ready: self = .ready(try RunnerDescription(fields))
        case .output, .display, .inputRequest, .blocked, .used: self = try Self.cellEvent(tag, fields, body)
        case .result: self = .result(try CellOutcome(fields, body: body))
        case .variables: self = .variables(request: try fields.count(.request), try json(body))
        case .completions: self = .completions(request: try fields.count(.request), try json(body))
        case .signature: self = .signature(request: try fields.count(.request), try json(body))
        case .inspection: self = .inspection(request: try fields.count(.request), try json(body))
        case .chunk:
            let part = try fields.decode(WirePart.self, forKey: .part)
            self = .chunk(request: try fields.count(.request), part, offset: try fields.count(.offset), bytes: body)
        case .checkpoint: self = .checkpoint(try CheckpointReport(fields))
        case .rewound: self = .rewound(try RewoundReport(fields))
        case .packages: self = .packages(request: try fields.count(.request))
        case .modules: self = .modules(request: try fields.count(.request), missing: try json(body))
        case .failure: self = .failure(request: try fields.count(.request), message: try fields.text(.message))
        }
    }

    private static func cellEvent(
        _ tag: Tag,
        _ fields: KeyedDecodingContainer<WireField>,
        _ body: [UInt8]
    ) throws -> RunnerMessage {
        let cell = try fields.count(.cell)
        switch tag {
        case .output:
            return .output(cell: cell, stream: try fields.decode(StreamName.self, forKey: .stream), bytes: body)
        case .inputRequest:
            let request = InputRequest(prompt: try fields.text(.prompt), hidden: try fields.flag(.hidden))
            return .inputRequest(cell: cell, request: try fields.count(.request), request)
        case .blocked, .used:
            let kind = try fields.decode(PermissionKind.self, forKey: .kind)
            let item = try fields.decode(String?.self, forKey: .item)
            guard item.map({ $0.utf16.count <= PermissionItem.maximumLength }) ?? true else {
                throw DecodingError.dataCorruptedError(forKey: .item, in: fields, debugDescription: "item is too long")
            }
            let permission = Permission(kind: kind, item: item)
            return tag == .used ? .used(cell: cell, permission) : .blocked(cell: cell, permission)
        default:
            return .display(cell: cell, try json(body))
        }
    }
}

extension RunnerMessage.Tag {
    /// True where bytes belong to the message beside its header.
    fileprivate var hasBody: Bool {
        switch self {
        case .output, .display, .result, .variables, .completions, .signature, .inspection, .chunk, .modules: true
        case .ready, .inputRequest, .blocked, .used, .checkpoint, .rewound, .packages, .failure: false
        }
    }
}

extension RunnerDescription {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>) throws {
        deno = try fields.text(.deno)
        pyodide = try fields.text(.pyodide)
        python = try fields.text(.python)
        heapBytes = try fields.count(.heapBytes)
        lost = try fields.texts(.lost)
    }
}

extension CellOutcome {
    private struct Body: Decodable {
        var value: String?
        var error: PythonError?
    }

    fileprivate init(_ fields: KeyedDecodingContainer<WireField>, body: [UInt8]) throws {
        cell = try fields.count(.cell)
        status = try fields.decode(Status.self, forKey: .status)
        duration = try Duration(seconds: fields.decode(Double.self, forKey: .duration))
        memory = try fields.count(.memory)
        outputBytes = try fields.count(.outputBytes)
        withheldBytes = try fields.count(.withheldBytes)
        pending = try fields.count(.pending)
        sentBytes = try fields.count(.sentBytes)
        receivedBytes = try fields.count(.receivedBytes)
        exitCode = try fields.decodeIfPresent(Int.self, forKey: .exitCode)
        let rest: Body = try json(body)
        value = rest.value
        error = rest.error
    }
}

extension CheckpointReport {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>) throws {
        request = try fields.count(.request)
        full = try fields.flag(.full)
        heapBytes = try fields.count(.heapBytes)
        parts = try fields.decode([WirePart].self, forKey: .parts)
        variables = try fields.texts(.variables)
        lost = try fields.texts(.lost)
    }
}

extension RewoundReport {
    fileprivate init(_ fields: KeyedDecodingContainer<WireField>) throws {
        request = try fields.count(.request)
        heapBytes = try fields.count(.heapBytes)
        lost = try fields.texts(.lost)
    }
}

private func json<Value: Decodable>(_ body: [UInt8]) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(body))
}
