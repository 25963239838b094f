/// What a cell has shown so far, with names in the place of secrets.
struct CellTranscript: Sendable {
    private struct Stream: Sendable {
        var mask: StreamMask
        var decoder = TextDecoder()
        var text = ""
    }

    private let mask: SecretMask
    private var streams: [StreamName: Stream] = [:]

    private var blockedOnce = ReportedPermissions()
    private var usedOnce = ReportedPermissions()

    /// The permissions that the cell lacked, each once.
    var blocked: [Permission] { blockedOnce.list }

    /// The permissions that the cell used, each once.
    var used: [Permission] { usedOnce.list }

    /// How many reports of permissions were too many to be kept.
    var dropped: Int { blockedOnce.dropped + usedOnce.dropped }

    /// Makes an empty transcript.
    init(_ mask: SecretMask = SecretMask()) {
        self.mask = mask
    }

    /// The text that the cell wrote to a stream.
    func text(_ stream: StreamName) -> String { streams[stream]?.text ?? "" }

    /// Whether a few bytes wait because a secret may begin with them.
    var isWaiting: Bool { streams.values.contains { $0.mask.waitingCount > 0 } }

    /// Takes in what the runner tells, and returns what the user is to be told.
    mutating func add(_ event: CellEvent) -> Output? {
        switch event {
        case .output(let stream, let bytes):
            return write(to: stream) { $0.add(bytes) }
        case .display(let bundle):
            return .display(bundle)
        case .blocked(let permission):
            return blockedOnce.add(permission) ? .blocked(permission) : nil
        case .used(let permission):
            return usedOnce.add(permission) ? .used(permission) : nil
        case .input:
            return nil
        }
    }

    /// Lets go of a byte or two that wait, so that what is on the screen is up to date.
    mutating func release() -> [Output] { each { $0.release() } }

    /// Lets go of all that waits, before the user is asked something.
    mutating func flush() -> [Output] { each { $0.flush() } }

    /// Takes in the end of both streams, and returns what the user is to be told.
    ///
    /// - Parameter isCut: Whether the cell wrote more than it may, and the rest is not there.
    /// - Returns: The last events.
    mutating func finish(isCut: Bool = false) -> [Output] {
        let last = each { $0.flush(isCut: isCut) }
        return last
            + StreamName.allCases.compactMap { name in
                let text = streams[name]?.decoder.finish() ?? ""
                return text.isEmpty ? nil : show([], text, on: name)
            }
    }

    private mutating func each(_ take: (inout StreamMask) -> [UInt8]) -> [Output] {
        StreamName.allCases.compactMap { streams[$0] == nil ? nil : write(to: $0, take) }
    }

    private mutating func write(to name: StreamName, _ take: (inout StreamMask) -> [UInt8]) -> Output? {
        var stream = streams[name] ?? Stream(mask: StreamMask(mask))
        let bytes = take(&stream.mask)
        let text = stream.decoder.decode(bytes)
        streams[name] = stream
        return bytes.isEmpty ? nil : show(bytes, text, on: name)
    }

    private mutating func show(_ bytes: [UInt8], _ text: String, on name: StreamName) -> Output {
        streams[name]?.text += text
        return .stream(name, StreamOutput(bytes: bytes, text: text))
    }
}
