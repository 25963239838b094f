@testable import Cloche

extension CheckpointPart {
    /// The bytes, of which tests know that they can be read.
    var bytes: [UInt8] { (try? content.bytes()) ?? [] }
}
