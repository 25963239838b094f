import Cloche

/// Words about output that is not shown as it is.
enum DisplayText {
    /// Stands for a value that has no text.
    static func placeholder(for bundle: MIMEBundle) -> String {
        "<" + bundle.representations.keys.sorted().joined(separator: ", ") + ">"
    }

    /// Says how much of the output is missing.
    static func withheld(_ result: ExecutionResult) -> String {
        let shown = ByteText.describe(result.outputBytes - result.withheldBytes)
        return "\(shown) of \(ByteText.describe(result.outputBytes)) of output were shown; --max-output sets the limit"
    }
}
