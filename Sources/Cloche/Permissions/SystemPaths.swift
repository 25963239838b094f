/// Files of the system that the runner needs, by what for.
///
/// Those that a machine lacks are skipped.
enum SystemPaths {
    /// The dynamic linker and the libraries that Deno is linked with.
    static let libraries = ["/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/etc/ld.so.cache"]

    static let devices = ["/dev/null"]

    /// How host names are looked up, and whom TLS trusts; no private keys.
    static let network = [
        "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services",
        "/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/certs", "/etc/pki/ca-trust",
        "/etc/ca-certificates", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
    ]

    /// Where a cell's commands are looked for that it names without a folder: the start of their `PATH`.
    static let searched = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// Folders of commands, some of which are links to others.
    static let commands = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin"]

    /// Where commands and what they need are.
    static let programs = ["/usr", "/bin", "/sbin", "/etc/alternatives"]
}
