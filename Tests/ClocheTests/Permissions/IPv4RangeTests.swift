import Testing

@testable import Cloche

struct IPv4RangeTests {
    @Test(arguments: [
        ("127.0.0.0/8", "8.8.8.8", ["127.0.0.0/8"]),
        ("127.0.0.0/8", "127.0.0.0/8", []),
        ("127.0.0.1", "127.0.0.0/8", []),
        ("127.0.0.0/30", "127.0.0.1", ["127.0.0.0", "127.0.0.2/31"]),
        ("10.0.0.0/8", "10.128.0.0/9", ["10.0.0.0/9"]),
        ("0.0.0.0/0", "128.0.0.0/2", ["0.0.0.0/1", "192.0.0.0/2"]),
        ("255.255.255.254/31", "255.255.255.255", ["255.255.255.254"]),
    ])
    func addressesAreTakenOut(_ whole: String, _ part: String, _ rest: [String]) throws {
        let whole = try #require(IPv4Range(whole))
        let part = try #require(IPv4Range(part))
        #expect(whole.subtracting(part).map(\.description) == rest)
    }
}
