/// What the user's pip is configured for: where packages come from, and how to reach it.
///
/// Made of what `pip config list` prints, a line `section.name='value'` each, the values as Python writes a string. It
/// has the user's and the system's files and the variables `PIP_*`, later ones over earlier ones.
struct PipConfiguration: Sendable, Equatable {
    private var values: [String: String] = [:]

    /// Reads the listing; lines of another shape do not count.
    init(listing: String = "") {
        for line in listing.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "="), let dot = line[..<equals].lastIndex(of: ".") else { continue }
            let section = line[..<dot]
            // pip takes the section of its command over the global one, and the environment over both.
            guard ["global", "download", ":env:"].contains(String(section)) else { continue }
            let name = line[line.index(after: dot)..<equals].lowercased().replacing("_", with: "-")
            guard let value = PythonLiteral.string(line[line.index(after: equals)...]) else { continue }
            let rank = section == ":env:" ? 2 : section == "download" ? 1 : 0
            guard rank >= ranks[name] ?? 0 else { continue }
            ranks[name] = rank
            values[name] = value
        }
    }

    private var ranks: [String: Int] = [:]

    /// True where pip is told to ask no index.
    var hasNoIndex: Bool { ["1", "true", "yes", "on", "t", "y"].contains(values["no-index"]?.lowercased() ?? "") }

    /// The index, where it is not the usual one.
    var index: String? { values["index-url"] }

    /// Flags for uv that make it look where pip looks.
    var flags: [String] {
        var flags = words("find-links").flatMap { ["--find-links", $0] }
        if hasNoIndex { return flags + ["--no-index"] }
        if let index { flags += ["--default-index", index] }
        flags += words("extra-index-url").flatMap { ["--index", $0] }
        flags += words("trusted-host").flatMap { ["--allow-insecure-host", $0] }
        return flags
    }

    /// Variables for uv: certificates and the proxy.
    var environment: [String: String] {
        var variables: [String: String] = [:]
        variables["SSL_CERT_FILE"] = values["cert"]
        if let certificate = values["client-cert"] { variables["SSL_CLIENT_CERT"] = certificate }
        if let proxy = values["proxy"], !proxy.isEmpty {
            let address = proxy.contains("://") ? proxy : "http://" + proxy
            for name in ["HTTP_PROXY", "HTTPS_PROXY"] { variables[name] = address }
        }
        return variables
    }

    private func words(_ name: String) -> [String] {
        (values[name] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
