internal import ArgumentParser
internal import ClocheREPL

/// The subcommand `cache`.
struct CacheCommand: InvocationCommand {
    /// What is done with the cache.
    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list, prune, clear
    }

    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Show the packages that were installed, or make room.",
        discussion: """
            'list' shows them with what they take up, 'prune --to 2GB' takes out those that were used longest ago until \
            the rest is no larger, 'clear' takes out all. Sessions that run keep their packages.
            """
    )

    @Argument(help: ArgumentHelp("What to do: list, prune or clear.", valueName: "action"))
    var action = Action.list

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("How much may stay: bytes, or 500MB, 2GB, 1GiB.", valueName: "size"),
        transform: Self.parseSize
    )
    var size: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if action == .prune, size == nil { throw ValidationError("'prune' needs '--to'") }
        if action != .prune, size != nil { throw ValidationError("'--to' goes with 'prune'") }
    }

    var invocation: Invocation {
        var invocation = Invocation()
        switch action {
        case .list: invocation.work = .cache(.list(isJSON: output.isJSON))
        case .prune: invocation.work = .cache(.prune(to: size ?? 0))
        case .clear: invocation.work = .cache(.clear)
        }
        return invocation
    }

    private static let units = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("B", 1), ("", 1),
    ]

    @Sendable private static func parseSize(_ text: String) throws(UsageError) -> Int {
        let upper = text.uppercased()
        let unit = units.first { upper.hasSuffix($0.0.uppercased()) } ?? ("", 1)
        guard let number = Int(text.dropLast(unit.0.count)), number >= 0,
            case (let bytes, false) = number.multipliedReportingOverflow(by: unit.1)
        else { throw UsageError("'\(text)' is not a size; give bytes, or a number with KB, MB, GB, MiB or GiB") }
        return bytes
    }
}
