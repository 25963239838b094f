/// A message from the runner to the host; docs/protocol.md describes each.
///
/// All of it is untrusted.
enum RunnerMessage: Equatable, Sendable {
    case ready(RunnerDescription)
    case output(cell: Int, stream: StreamName, bytes: [UInt8])
    case display(cell: Int, MIMEBundle)
    case inputRequest(cell: Int, request: Int, InputRequest)
    case blocked(cell: Int, Permission)
    case used(cell: Int, Permission)
    case result(CellOutcome)
    case variables(request: Int, [Variable])
    case completions(request: Int, CompletionResult)
    case signature(request: Int, CallSignature?)
    case inspection(request: Int, Inspection?)
    case chunk(request: Int, WirePart, offset: Int, bytes: [UInt8])
    case checkpoint(CheckpointReport)
    case rewound(RewoundReport)
    case packages(request: Int)
    case modules(request: Int, missing: [String])
    case failure(request: Int, message: String)

    /// The names that stand in a header's `type`.
    enum Tag: String, Codable, CaseIterable, Sendable {
        case ready, output, display, inputRequest, blocked, used, result, variables, completions, signature, inspection
        case chunk, checkpoint, rewound, packages, modules, failure
    }

    /// The message's name.
    var tag: Tag {
        switch self {
        case .ready: .ready
        case .output: .output
        case .display: .display
        case .inputRequest: .inputRequest
        case .blocked: .blocked
        case .used: .used
        case .result: .result
        case .variables: .variables
        case .completions: .completions
        case .signature: .signature
        case .inspection: .inspection
        case .chunk: .chunk
        case .checkpoint: .checkpoint
        case .rewound: .rewound
        case .packages: .packages
        case .modules: .modules
        case .failure: .failure
        }
    }
}
