/// The variables that uv gets: how the index is reached, and nothing else of the user's environment.
enum UvEnvironment {
    private static let names = [
        "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy",
        "https_proxy",
        "all_proxy", "no_proxy", "NETRC", "LANG", "LC_ALL",
    ]

    /// The user's variables, and what pip is configured for over them.
    static func variables(_ environment: [String: String], _ configuration: PipConfiguration) -> [String: String] {
        var variables = environment.filter { names.contains($0.key) && !$0.value.isEmpty }
        // pip knows these two names for its certificates, too.
        for name in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] where variables["SSL_CERT_FILE"] == nil {
            variables["SSL_CERT_FILE"] = environment[name]
        }
        // pip reads ~/.netrc for an index that wants a name and a password.
        if variables["NETRC"] == nil, let home = environment["HOME"] { variables["NETRC"] = home + "/.netrc" }
        variables.merge(configuration.environment) { _, configured in configured }
        return variables
    }
}
