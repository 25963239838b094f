/// What a connection waits for; a runner may answer nothing else.
enum RunnerExpectation: Sendable {
    /// Wakes the caller that waits for a reply.
    typealias Reply<Value: Sendable> = CheckedContinuation<Result<Value, ClocheError>, Never>

    case nothing
    case ready(Reply<RunnerDescription>)
    case cell(Reply<CellOutcome>)
    case variables(request: Int, Reply<[Variable]>)
    case answer(request: Int, Question, Reply<RunnerMessage?>)
    case checkpoint(request: Int, base: Checkpoint?, Reply<Checkpoint>)
    case rewound(request: Int, Reply<RewoundReport>)
    case packages(request: Int, Reply<Void>)
    case modules(request: Int, names: [String], Reply<[String]>)

    /// Wakes the caller with an error, if there is one.
    func fail(_ error: ClocheError) {
        switch self {
        case .nothing: break
        case .ready(let reply): reply.resume(returning: .failure(error))
        case .cell(let reply): reply.resume(returning: .failure(error))
        case .variables(_, let reply): reply.resume(returning: .failure(error))
        case .answer(_, _, let reply): reply.resume(returning: .failure(error))
        case .checkpoint(_, _, let reply): reply.resume(returning: .failure(error))
        case .rewound(_, let reply): reply.resume(returning: .failure(error))
        case .packages(_, let reply): reply.resume(returning: .failure(error))
        case .modules(_, _, let reply): reply.resume(returning: .failure(error))
        }
    }

    /// True where a failure with this number answers what is waited for; a boot has the number 0.
    func isAnswered(byFailureOf request: Int) -> Bool {
        switch self {
        case .ready: request == 0
        case .variables(let expected, _), .answer(let expected, _, _), .checkpoint(let expected, _, _),
            .rewound(let expected, _), .packages(let expected, _), .modules(let expected, _, _):
            request == expected
        case .nothing, .cell: false
        }
    }
}
