/// One piece of a checkpoint with its bytes, which only the runner understands.
struct CheckpointPart: Equatable, Sendable {
    /// The name and the size, as the wire and the session file give them.
    var name: WirePart

    /// The bytes.
    let content: PartContent

    /// Makes a part; its length is that of the bytes.
    init(_ kind: WirePart.Kind, id: String = "", rawLength: Int? = nil, bytes: [UInt8]) {
        name = WirePart(kind: kind, id: id, length: bytes.count, rawLength: rawLength ?? bytes.count)
        content = PartContent(bytes)
    }

    /// Makes a part of a content that is there already.
    init(_ name: WirePart, _ content: PartContent) {
        self.name = name
        self.content = content
    }
}
