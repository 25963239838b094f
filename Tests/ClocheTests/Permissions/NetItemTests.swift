import Testing

@testable import Cloche

struct NetItemTests {
    @Test(arguments: [
        ("example.com", "example.com"),
        ("EXAMPLE.com.", "example.com"),
        ("example.com:443", "example.com:443"),
        ("*.example.com:443", "*.example.com:443"),
        ("my_host", "my_host"),
        ("xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("10.1.2.3/8", "10.0.0.0/8"),
        ("10.1.2.3/32", "10.1.2.3"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("10.0.0.0/8:80", "10.0.0.0/8:80"),
        ("[::1]", "[::1]"),
        ("[0:0::0001]:8000", "[::1]:8000"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
        ("[::ffff:127.0.0.1]:80", "127.0.0.1:80"),
    ])
    func itemsHaveOneSpelling(_ text: String, _ canonical: String) throws {
        #expect(try NetItem.parse(text).description == canonical)
    }

    @Test(arguments: [
        "", ":80", "localhost:", "localhost:0", "localhost:080", "localhost:65536", "localhost:+80", "a..b", ".a", "*",
        "*.", "*:80", "a.*.b", "foo bar", "exämple.com", "http://example.com", "127.1", "2130706433", "0x7f000001",
        "01.02.03.04", "1.2.3.4.5", "127.0.0.1/33", "10.0.0.0/08", "10.0.0.0/255.0.0.0", "example.com/8", "::1",
        "fe80::/10", "[::1", "[::1]/128", "[fc00::/7]", "[::1]80", "[fe80::1%eth0]", "[1.2.3.4]", "unix:/tmp/socket",
        "vsock:1:2", "user@example.com", "example.com\u{301}", "a\u{0}b",
    ])
    func whatIsNoItemIsRefused(_ text: String) {
        #expect(throws: NetItem.Malformed.self) { try NetItem.parse(text) }
    }

    @Test(arguments: [
        ("example.com", "example.com:80", true),
        ("example.com:80", "example.com", false),
        ("example.com:80", "example.com:81", false),
        ("*.example.com", "a.b.example.com", true),
        ("*.example.com", "example.com", false),
        ("*.example.com", "badexample.com", false),
        ("*.example.com", "*.a.example.com", true),
        ("10.0.0.0/8", "10.2.0.0/16:22", true),
        ("10.2.0.0/16", "10.0.0.0/8", false),
        ("127.0.0.1", "localhost", false),
    ])
    func whatAnItemContains(_ outer: String, _ inner: String, _ expected: Bool) throws {
        #expect(try NetItem.parse(outer).contains(NetItem.parse(inner)) == expected)
    }

    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("192.168.1.1:80", true), ("169.254.169.254", true),
        ("0.0.0.0/0", true), ("8.8.8.8", false), ("example.com", false), ("[::1]", true), ("[fd00::2]", true),
        ("[fe80::1]", true), ("[64:ff9b::a00:1]", true), ("[2606:4700::1111]", false),
    ])
    func whatIsLocal(_ text: String, _ expected: Bool) throws {
        #expect(try NetItem.parse(text).isLocal == expected)
    }
}
