#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension RunnerMessage {
    /// The message as a frame of a runner; the host needs it for scripted runners only.
    ///
    /// - Throws: ``ClocheError`` where a text cannot be written as JSON.
    func frame(key: String) throws(ClocheError) -> Frame {
        do {
            let header = try JSONEncoder.wire.encode(Sealed(key: key, message: self))
            return Frame(header: [UInt8](header), body: try body())
        } catch {
            throw .wire("Cannot encode message '\(tag.rawValue)': \(error)")
        }
    }

    private struct Sealed: Encodable {
        var key: String
        var message: RunnerMessage

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: WireField.self)
            try fields.encode(message.tag, forKey: .type)
            try fields.encode(key, forKey: .key)
            try message.encode(to: &fields)
        }
    }

    private func body() throws -> [UInt8] {
        switch self {
        case .output(_, _, let bytes), .chunk(_, _, _, let bytes): bytes
        case .display(_, let bundle): [UInt8](try JSONEncoder.wire.encode(bundle))
        case .result(let outcome): [UInt8](try JSONEncoder.wire.encode(ResultBody(outcome)))
        case .variables(_, let variables): [UInt8](try JSONEncoder.wire.encode(variables))
        case .completions(_, let result): [UInt8](try JSONEncoder.wire.encode(result))
        case .signature(_, let signature): [UInt8](try JSONEncoder.wire.encode(signature))
        case .inspection(_, let inspection): [UInt8](try JSONEncoder.wire.encode(inspection))
        case .modules(_, let missing): [UInt8](try JSONEncoder.wire.encode(missing))
        case .ready, .inputRequest, .blocked, .used, .checkpoint, .rewound, .packages, .failure: []
        }
    }

    private struct ResultBody: Encodable {
        var value: String?
        var error: PythonError?

        init(_ outcome: CellOutcome) {
            value = outcome.value
            error = outcome.error
        }
    }

    private func encode(to fields: inout KeyedEncodingContainer<WireField>) throws {
        switch self {
        case .ready(let runner):
            try runner.encode(to: &fields)
        case .output(let cell, let stream, _):
            try fields.encode(cell, forKey: .cell)
            try fields.encode(stream, forKey: .stream)
        case .display(let cell, _):
            try fields.encode(cell, forKey: .cell)
        case .inputRequest(let cell, let request, let input):
            try fields.encode(cell, forKey: .cell)
            try fields.encode(request, forKey: .request)
            try fields.encode(input.prompt, forKey: .prompt)
            try fields.encode(input.hidden, forKey: .hidden)
        case .blocked(let cell, let permission), .used(let cell, let permission):
            try fields.encode(cell, forKey: .cell)
            try fields.encode(permission.kind, forKey: .kind)
            try fields.encode(permission.item, forKey: .item)
        case .result(let outcome):
            try outcome.encode(to: &fields)
        case .variables(let request, _), .completions(let request, _), .signature(let request, _),
            .inspection(let request, _), .modules(let request, _), .packages(let request):
            try fields.encode(request, forKey: .request)
        case .chunk(let request, let part, let offset, _):
            try fields.encode(request, forKey: .request)
            try fields.encode(part, forKey: .part)
            try fields.encode(offset, forKey: .offset)
        case .checkpoint(let report):
            try report.encode(to: &fields)
        case .rewound(let report):
            try report.encode(to: &fields)
        case .failure(let request, let message):
            try fields.encode(request, forKey: .request)
            try fields.encode(message, forKey: .message)
        }
    }
}

extension RunnerDescription {
    fileprivate func encode(to fields: inout KeyedEncodingContainer<WireField>) throws {
        try fields.encode(deno, forKey: .deno)
        try fields.encode(pyodide, forKey: .pyodide)
        try fields.encode(python, forKey: .python)
        try fields.encode(heapBytes, forKey: .heapBytes)
        try fields.encode(lost, forKey: .lost)
    }
}

extension CellOutcome {
    fileprivate func encode(to fields: inout KeyedEncodingContainer<WireField>) throws {
        try fields.encode(cell, forKey: .cell)
        try fields.encode(status, forKey: .status)
        try fields.encode(duration.seconds, forKey: .duration)
        try fields.encode(memory, forKey: .memory)
        try fields.encode(outputBytes, forKey: .outputBytes)
        try fields.encode(withheldBytes, forKey: .withheldBytes)
        try fields.encode(pending, forKey: .pending)
        try fields.encode(sentBytes, forKey: .sentBytes)
        try fields.encode(receivedBytes, forKey: .receivedBytes)
        try fields.encodeIfPresent(exitCode, forKey: .exitCode)
    }
}

extension CheckpointReport {
    fileprivate func encode(to fields: inout KeyedEncodingContainer<WireField>) throws {
        try fields.encode(request, forKey: .request)
        try fields.encode(full, forKey: .full)
        try fields.encode(heapBytes, forKey: .heapBytes)
        try fields.encode(parts, forKey: .parts)
        try fields.encode(variables, forKey: .variables)
        try fields.encode(lost, forKey: .lost)
    }
}

extension RewoundReport {
    fileprivate func encode(to fields: inout KeyedEncodingContainer<WireField>) throws {
        try fields.encode(request, forKey: .request)
        try fields.encode(heapBytes, forKey: .heapBytes)
        try fields.encode(lost, forKey: .lost)
    }
}
