internal import ArgumentParser

/// A command of the program, parsed.
protocol InvocationCommand: ParsableCommand {
    /// What it asks for.
    var invocation: Invocation { get }
}
