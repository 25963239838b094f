/// A message from the host to the runner; docs/protocol.md describes each.
enum HostMessage: Equatable, Sendable {
    case boot(BootRequest)
    case chunk(WirePart, offset: Int, bytes: [UInt8])
    case execute(CellRequest)
    case pickle(PickleRequest)
    case interrupt(cell: Int)
    case input(request: Int, text: String?)
    case variables(request: Int, digests: Bool)
    case complete(request: Int, cursor: Int, source: String)
    case signature(request: Int, name: String)
    case inspect(request: Int, source: Bool, name: String)
    case checkpoint(request: Int, full: Bool)
    case rewind(request: Int, parts: Int)
    case packages(request: Int, parts: Int)
    case modules(request: Int, names: [String])
    case shutdown

    /// The names that stand in a header's `type`.
    enum Tag: String, Codable, CaseIterable, Sendable {
        case boot, chunk, execute, pickle, interrupt, input, variables, complete, signature, inspect, checkpoint
        case rewind, packages, modules, shutdown
    }

    /// The message's name.
    var tag: Tag {
        switch self {
        case .boot: .boot
        case .chunk: .chunk
        case .execute: .execute
        case .pickle: .pickle
        case .interrupt: .interrupt
        case .input: .input
        case .variables: .variables
        case .complete: .complete
        case .signature: .signature
        case .inspect: .inspect
        case .checkpoint: .checkpoint
        case .rewind: .rewind
        case .packages: .packages
        case .modules: .modules
        case .shutdown: .shutdown
        }
    }

    /// The bytes that travel in the frame's body.
    var body: [UInt8] {
        switch self {
        case .chunk(_, _, let bytes): bytes
        case .execute(let request): Array(request.source.utf8)
        case .complete(_, _, let text), .signature(_, let text), .inspect(_, _, let text): Array(text.utf8)
        case .modules(_, let names): Array(names.joined(separator: "\n").utf8)
        default: []
        }
    }
}
