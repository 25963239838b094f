internal import ArgumentParser

/// How results are printed.
///
/// A group, because a command takes its options from those of its subcommands too, and shares only groups with them.
struct OutputOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print one JSON object a line for output and result, or for each event.")
    var isJSON = false

    @Flag(name: .customLong("no-color"), help: "Leave out colours; the variable NO_COLOR does the same.")
    var isColorless = false
}
