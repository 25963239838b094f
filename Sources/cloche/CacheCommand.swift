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
        help: ArgumentHelp("How much may stay: bytes, or 500MB, 2GB, 1GiB and the like.", valueName: "size"),
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

    @Sendable private static func parseSize(_ text: String) throws(UsageError) -> Int {
        do throws(REPLError) {
            return try ByteText.parseSize(text)
        } catch {
            throw UsageError(error.message)
        }
    }
}
