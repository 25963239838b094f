/// What is shown at the cell without being part of it.
struct CellHints: Sendable {
    /// How long the keys must rest before a signature is asked for, in milliseconds.
    static let signatureDelay: Int32 = 60

    /// The longest cell, in scalars, for which the history is asked: looking takes longer the more there is to compare.
    static let longestSuggested = 4096

    /// A notice below the cell, until the next key.
    var message: String?
    /// How the history suggests that the cell goes on.
    var suggestion = ""
    /// The call that the cursor stands in.
    var call: CallContext?
    /// The signatures that were asked for while this cell is edited, by the name of the callable.
    var signatures: [String: Signature?] = [:]

    /// The signature of the call that the cursor stands in, once it is known.
    var signature: Signature? { call.flatMap { signatures[$0.callable] ?? nil } }
}
