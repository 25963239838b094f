/// Counts the arguments of a call, as its tokens go by.
struct ArgumentCounter {
    /// The number of commas between arguments so far.
    private(set) var argument = 0
    /// The first words of the last argument, two at most.
    private var words: [String] = []
    private var openLambdas = 0

    /// The name before `=` in the last argument.
    var keyword: String? { words.count == 2 && words[1] == "=" ? words[0] : nil }

    /// Takes the next token of the call's own level, and its text.
    ///
    /// The commas between the parameters of a `lambda` are none between arguments.
    mutating func add(_ token: PythonToken, text: String) {
        switch token.kind {
        case .comment: return
        case .comma where openLambdas == 0:
            argument += 1
            words = []
            return
        case .colon: openLambdas = max(0, openLambdas - 1)
        case .name where text == "lambda": openLambdas += 1
        default: break
        }
        if words.count < 2 { words.append(text) }
    }
}
