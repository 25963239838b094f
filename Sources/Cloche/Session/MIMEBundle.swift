/// The representations of one value, keyed by MIME type.
public struct MIMEBundle: Sendable, Equatable {
    /// The representations: `text/plain` is there for nearly every value, binary ones are in base64.
    public var representations: [String: String]

    /// Makes a bundle of its representations.
    public init(_ representations: [String: String]) {
        self.representations = representations
    }

    /// The representation of a MIME type, if there is one.
    public subscript(type: String) -> String? { representations[type] }
}

extension MIMEBundle: Codable {
    /// Reads a bundle from a JSON object of MIME types and texts.
    public init(from decoder: any Decoder) throws {
        representations = try [String: String](from: decoder)
    }

    /// Writes the bundle as a JSON object of MIME types and texts.
    public func encode(to encoder: any Encoder) throws {
        try representations.encode(to: encoder)
    }
}
