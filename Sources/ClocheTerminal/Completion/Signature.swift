/// The signature of a callable, cut into its parameters so that one of them can be marked.
package struct Signature: Sendable, Equatable {
    /// One parameter as it is shown.
    package struct Parameter: Sendable, Equatable {
        /// How it takes arguments, as `inspect.Parameter.kind` tells.
        package enum Kind: Sendable, Equatable {
            case positionalOnly, positionalOrKeyword, variadicPositional, keywordOnly, variadicKeyword
        }

        /// The name, by which a keyword argument finds it.
        package let name: String
        /// The text with annotation and default, such as `sep: str = ' '`.
        package let text: String
        /// How it takes arguments.
        package let kind: Kind

        /// Makes a parameter.
        package init(name: String, text: String, kind: Kind) {
            self.name = name
            self.text = text
            self.kind = kind
        }
    }

    /// The name of the callable.
    package let name: String
    /// The parameters in order.
    package let parameters: [Parameter]
    /// The annotation of the result, such as `-> int`; empty without one.
    package let result: String

    /// Makes a signature.
    package init(name: String, parameters: [Parameter], result: String = "") {
        self.name = name
        self.parameters = parameters
        self.result = result
    }
}
