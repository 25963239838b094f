import ClocheTestSupport

@testable import Cloche

/// A runner without Python, whose cells are commands to itself; its memory is the list of the cells it has run.
///
/// `show TEXT` writes, `ask` asks the user, `loop` ends when it is interrupted, `deaf` does not, `die` ends the runner,
/// `use N` reads N files, `refuse N` is refused N hosts, `crash` ends Python, `slow` takes two seconds, `tamper HOW` breaks the rules;
/// anything else is its own value. It has the modules whose names begin with `known`; `tamper` breaks the rules there too.
actor ScriptedRunner {
    nonisolated let transport = ScriptedTransport()

    /// What the host has sent, in order.
    private(set) var received: [HostMessage] = []

    /// The ids of the packages that it was told of last.
    private(set) var packages: [String] = []

    private var packaging: Int?
    private var memory: [String] = []
    private var hasEnded = false
    private var ends: [CheckedContinuation<Void, Never>] = []
    private var checkpointed = 0
    private var key = ""
    private var missingParts = 0
    private var rewinding: (request: Int, target: [String], changes: [String])?
    private var running: CellRequest?
    private var pickling: PickleRequest?
    private var late: [Int] = []
    private var arrivals: [(tag: HostMessage.Tag, count: Int, wake: CheckedContinuation<Void, Never>)] = []
    private let refusesBoot: Bool
    private let refusesCheckpoints: Bool

    init(refusesBoot: Bool = false, refusesCheckpoints: Bool = false) {
        self.refusesBoot = refusesBoot
        self.refusesCheckpoints = refusesCheckpoints
    }

    /// Plays until the host ends it.
    func play() async {
        var decoder = FrameDecoder()
        for await bytes in transport.sent {
            decoder.append(bytes)
            while let frame = try? decoder.next(), let message = try? HostMessage(frame: frame) {
                received.append(message)
                answer(message)
                let tag = message.tag
                let count = count(of: tag)
                for arrival in arrivals where arrival.tag == tag && arrival.count <= count { arrival.wake.resume() }
                arrivals.removeAll { $0.tag == tag && $0.count <= count }
            }
        }
        hasEnded = true
        for arrival in arrivals { arrival.wake.resume() }
        for end in ends { end.resume() }
    }

    /// Waits until the host has ended it.
    func end() async {
        if !hasEnded { await withCheckedContinuation { ends.append($0) } }
    }

    /// The number of messages of a kind that have arrived.
    func count(of tag: HostMessage.Tag) -> Int { received.count { $0.tag == tag } }

    /// Waits until so many messages of a kind have arrived.
    func arrival(of tag: HostMessage.Tag, count: Int = 1) async {
        if self.count(of: tag) >= count { return }
        await withCheckedContinuation { arrivals.append((tag, count, $0)) }
    }

    func send(_ message: RunnerMessage, key: String? = nil) {
        guard let frame = try? message.frame(key: key ?? self.key), let bytes = try? FrameEncoder.encode(frame) else {
            return
        }
        transport.feed(bytes)
    }

    private func answer(_ message: HostMessage) {
        switch message {
        case .boot(let request):
            key = request.key
            missingParts = request.parts
            if missingParts == 0 { ready() }
        case .chunk(let part, _, let bytes): take(part, bytes)
        case .execute(let request): run(request)
        case .pickle(let request):
            pickling = request
            missingParts = request.parts
        case .interrupt: interrupt()
        case .input(_, let text): finishAsking(text)
        case .variables(let request, _):
            send(.variables(request: request, memory.map { Variable(name: $0, type: "cell", value: $0, size: nil) }))
        case .complete(let request, let cursor, let source): complete(request, source, cursor)
        case .signature(let request, let name):
            send(.signature(request: request, name == "unknown" ? nil : CallSignature(name: name)))
        case .inspect(let request, _, let name):
            send(.inspection(request: request, Inspection(name: name, kind: "cell", type: "cell")))
        case .checkpoint(let request, let full): checkpoint(request, full)
        case .rewind(let request, let parts):
            rewinding = (request, [], [])
            missingParts = parts
        case .packages(let request, let parts):
            packaging = request
            packages = []
            missingParts = parts
            if parts == 0 { packaged() }
        case .modules(let request, let names):
            let missing = names.filter { !$0.hasPrefix("known") }
            send(.modules(request: request, missing: names.contains("tamper") ? ["other"] : missing))
        case .shutdown: transport.end()
        }
    }

    private func ready() {
        if refusesBoot { return send(.failure(request: 0, message: "the image does not fit")) }
        send(.ready(RunnerDescription(deno: "2.9.8", pyodide: "314.0.7", python: "3.14.0", heapBytes: 1000)))
    }

    private func take(_ part: WirePart, _ bytes: [UInt8]) {
        missingParts -= 1
        if part.kind == .package {
            packages.append(part.id)
            if missingParts == 0 { packaging == nil ? ready() : packaged() }
            return
        }
        if let request = pickling {
            if missingParts == 0 { pickle(request, part, bytes) }
            return
        }
        let cells = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        if rewinding != nil {
            if part.kind == .references { rewinding?.target = Array(cells.dropFirst()) }
            if part.kind == .heap { rewinding?.changes += cells }
            if missingParts == 0 { rewind() }
            return
        }
        if part.kind == .heap { memory += cells }
        checkpointed = memory.count
        if missingParts == 0 { ready() }
    }

    /// Goes to the cells that the references name, where the heap parts are all that differs from the last checkpoint.
    private func rewind() {
        guard let (request, target, changes) = rewinding.take() else { return }
        guard Set(memory.prefix(checkpointed)).symmetricDifference(changes) == Set(target) else {
            return send(.failure(request: request, message: "the parts do not lead there"))
        }
        memory = target
        checkpointed = memory.count
        send(.rewound(RewoundReport(request: request, heapBytes: 1000)))
    }

    private func packaged() {
        guard let request = packaging.take() else { return }
        send(.packages(request: request))
    }

    private func checkpoint(_ request: Int, _ full: Bool) {
        if refusesCheckpoints { return send(.failure(request: request, message: "table slot 41 is not known")) }
        let cells = full ? memory : Array(memory[checkpointed...])
        checkpointed = memory.count
        let parts = [
            CheckpointPart(.references, bytes: Array((["references"] + memory).joined(separator: "\n").utf8)),
            CheckpointPart(.heap, bytes: Array(cells.joined(separator: "\n").utf8)),
            CheckpointPart(.file, id: "file-1", bytes: Array("content".utf8)),
        ]
        for part in parts where full || part.name.kind != .file {
            var name = part.name
            name.rawLength = nil
            send(.chunk(request: request, name, offset: 0, bytes: part.bytes))
        }
        let names = parts.map(\.name)
        send(
            .checkpoint(
                CheckpointReport(
                    request: request,
                    full: full,
                    heapBytes: 1000,
                    parts: names,
                    variables: memory,
                    lost: []
                )
            )
        )
    }

    /// Completes with the cells that were run; `late` gets its answer with ``answerLate()``, `refuse` a failure.
    private func complete(_ request: Int, _ source: String, _ cursor: Int) {
        switch source {
        case "late": late.append(request)
        case "refuse": send(.failure(request: request, message: "no"))
        case "tamper": send(.signature(request: request, nil))
        default:
            let candidates = memory.filter { $0.hasPrefix(source) }.map { CompletionCandidate(text: $0, type: "cell") }
            send(.completions(request: request, CompletionResult(replaced: 99, candidates: candidates)))
        }
    }

    /// Answers the completions that have been waiting.
    func answerLate() {
        for request in late { send(.completions(request: request, CompletionResult(replaced: 1))) }
        late = []
    }

    // MARK: Cells

    private func run(_ request: CellRequest) {
        running = request
        memory.append(request.source)
        let words = request.source.split(separator: " ", maxSplits: 1).map(String.init)
        switch words[0] {
        case "loop", "deaf": break
        case "ask": send(.inputRequest(cell: request.cell, request: 5, InputRequest(prompt: "? ", hidden: false)))
        case "show":
            send(.output(cell: request.cell, stream: .stdout, bytes: Array(words[1].utf8)))
            finish(.ok)
        case "use", "refuse": report(words[0], Int(words[1]) ?? 0, request)
        case "die": transport.end()
        case "crash": finish(.died)
        case "slow": finish(.ok, duration: .seconds(2))
        case "pending": finish(.ok, pending: Int(words[1]) ?? 0)
        case "tamper": tamper(words[1], request)
        default: finish(.ok, value: request.source)
        }
    }

    private func report(_ how: String, _ count: Int, _ request: CellRequest) {
        for number in 0..<count {
            let use = Permission(kind: .read, item: "/data/\(number)")
            let refusal = Permission(kind: .net, item: "\(number).example:443")
            send(how == "use" ? .used(cell: request.cell, use) : .blocked(cell: request.cell, refusal))
        }
        finish(.ok)
    }

    /// Takes over the words of a pickle as its memory, or does what its first word says; gives its memory as one.
    private func pickle(_ request: PickleRequest, _ part: WirePart, _ bytes: [UInt8]) {
        pickling = nil
        running = request.cell
        let words = request.load ? String(decoding: bytes.dropFirst(2), as: UTF8.self).split(separator: " ") : []
        switch words.first {
        case "loop", "deaf": running?.source = words.first.map(String.init) ?? ""
        case "die": transport.end()
        case "refuse":
            finish(.error, error: PythonError(name: "ValueError", message: "it is damaged", traceback: ""))
        case "mumble": finish(.ok, value: "no report")
        case nil where memory == ["odd"], "chunk": tamper(chunk: request)
        default:
            if request.load { memory = words.map(String.init) }
            let given: [UInt8] = [0x80, 4] + Array(memory.joined(separator: " ").utf8)
            let name = WirePart(kind: .file, id: "pickle", length: given.count)
            if !request.load { send(.chunk(request: request.request, name, offset: 0, bytes: given)) }
            let names = memory.map { "\"\($0)\"" }.joined(separator: ",")
            let packages = request.packages.map { "\"\($0)\"" }.joined(separator: ",")
            let lost = #"[{"name":"gone","reason":"why","kept":false}]"#
            finish(.ok, value: #"{"variables":[\#(names)],"lost":\#(lost),"packages":[\#(packages)]}"#)
        }
    }

    private func tamper(chunk request: PickleRequest) {
        let name = WirePart(kind: .file, id: "other", length: 1)
        send(.chunk(request: request.request, name, offset: 0, bytes: [0]))
        finish(.ok, value: "")
    }

    private func finish(
        _ status: CellOutcome.Status,
        value: String? = nil,
        duration: Duration = .milliseconds(1),
        pending: Int = 0,
        error: PythonError? = nil
    ) {
        guard let request = running else { return }
        running = nil
        let outcome = CellOutcome(
            cell: request.cell,
            status: status,
            duration: duration,
            memory: 1000,
            outputBytes: 0,
            withheldBytes: 0,
            pending: pending,
            sentBytes: 0,
            receivedBytes: 0,
            value: value,
            error: error
        )
        send(.result(outcome))
    }

    private func interrupt() {
        guard let request = running, !request.source.hasPrefix("deaf") else { return }
        finish(.interrupted)
    }

    private func finishAsking(_ text: String?) {
        guard running != nil else { return }
        finish(.ok, value: text ?? "end of file")
    }

    private func tamper(_ how: String, _ request: CellRequest) {
        let output = RunnerMessage.output(cell: request.cell, stream: .stdout, bytes: [65])
        switch how {
        case "key": send(output, key: String(repeating: "0", count: 32))
        case "cell": send(.output(cell: request.cell + 1, stream: .stdout, bytes: [65]))
        case "request": send(.variables(request: 99, []))
        case "ready": ready()
        case "length": transport.feed([0, 0, 0xff, 0xff, 0, 0, 0, 0])
        case "json": transport.feed([2, 0, 0, 0, 0, 0, 0, 0, 0x5b, 0x5b])
        case "flood":
            send(.output(cell: request.cell, stream: .stdout, bytes: Array(repeating: 65, count: 2 << 20)))
        default: break
        }
    }
}
