import Testing

@testable import Cloche

@Suite("What pip is configured for")
struct PipConfigurationTests {
    @Test("Indexes, links and hosts become flags")
    func flags() {
        let listing = """
            global.index-url='https://mirror.example/simple'
            global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'
            global.trusted-host='mirror.example'
            global.find-links='/opt/wheels'
            """
        #expect(
            PipConfiguration(listing: listing).flags == [
                "--find-links", "/opt/wheels", "--default-index", "https://mirror.example/simple",
                "--index", "https://one.example/simple", "--index", "https://two.example/simple",
                "--allow-insecure-host", "mirror.example",
            ]
        )
    }

    @Test("The environment comes before the command's section, and that before the global one")
    func order() {
        let listing = """
            :env:.index_url='https://env.example'
            download.index-url='https://download.example'
            global.index-url='https://global.example'
            install.index-url='https://install.example'
            """
        #expect(PipConfiguration(listing: listing).index == "https://env.example")
        #expect(PipConfiguration(listing: "global.index-url='a'\ndownload.index-url='b'").index == "b")
    }

    @Test("Without an index only the links are left")
    func noIndex() {
        let listing = "global.no-index='true'\nglobal.find-links='/w'\nglobal.index-url='https://a.example'"
        #expect(PipConfiguration(listing: listing).flags == ["--find-links", "/w", "--no-index"])
    }

    @Test("Certificates and the proxy become variables")
    func variables() {
        let listing = "global.cert='/c.pem'\nglobal.client-cert='/k.pem'\nglobal.proxy='user:word@proxy.example:3128'"
        #expect(
            PipConfiguration(listing: listing).environment == [
                "SSL_CERT_FILE": "/c.pem", "SSL_CLIENT_CERT": "/k.pem",
                "HTTP_PROXY": "http://user:word@proxy.example:3128",
                "HTTPS_PROXY": "http://user:word@proxy.example:3128",
            ]
        )
    }

    @Test(
        "Literals are read as Python writes them",
        arguments: [
            (#"'a'"#, "a"), (#""it's""#, "it's"), (#"'a\nb\\c\'d'"#, "a\nb\\c'd"),
            (#"'\x7f\u20ac\U0001f40d'"#, "\u{7f}€🐍"),
            (#"'a"#, nil), (#"a"#, nil), (#"'\x7'"#, nil), ("'", nil), (#"'\q'"#, nil),
        ]
    )
    func literals(_ literal: String, _ text: String?) {
        #expect(PythonLiteral.string(literal) == text)
    }
}
