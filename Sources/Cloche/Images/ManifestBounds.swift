/// Bounds what a manifest takes in memory before it is parsed: a general parser needs many bytes for a value of one.
enum ManifestBounds {
    /// The most values that a manifest may have.
    static let maximumValues = 2_000_000

    /// Tells whether JSON has no more values than a manifest may; what is no JSON is left to the parser.
    static func holds(_ json: [UInt8]) -> Bool {
        var values = 0
        var isInString = false
        var isEscaped = false
        for byte in json {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): values += 1
            default: break
            }
        }
        return values <= maximumValues
    }
}
