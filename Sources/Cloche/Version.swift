/// The version of cloche, as `cloche --version` prints it.
public let clocheVersion = "0.1.0"
