/// How each attempt of `runner/probe.ts` ended: `done`, or the name of the error.
package struct DenoAttempts: Sendable, Equatable, Codable {
    /// Reading a file that is not granted.
    package var file: String
    /// Reading it through a link in a granted folder, which Deno alone follows.
    package var link: String
    /// Writing into a folder that may only be read.
    package var write: String
    /// Connecting to a port that is not granted.
    package var connect: String
    /// Reading a variable that is not granted.
    package var variable: String
    /// Starting a program.
    package var run: String
    /// Loading a library.
    package var library: String
    /// Facts about the machine.
    package var system: String

    package init(
        file: String,
        link: String,
        write: String,
        connect: String,
        variable: String,
        run: String,
        library: String,
        system: String
    ) {
        self.file = file
        self.link = link
        self.write = write
        self.connect = connect
        self.variable = variable
        self.run = run
        self.library = library
        self.system = system
    }
}
