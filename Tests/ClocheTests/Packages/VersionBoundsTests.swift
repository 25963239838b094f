import Testing

@testable import Cloche

@Suite("The bounds of a requirement")
struct VersionBoundsTests {
    @Test(
        "A requirement begins and ends with versions, as far as it says so",
        arguments: [
            ("six", nil, nil), ("six==1.2", "1.2", "1.2"), ("six ~= 1.2 ; python_version < '3'", "1.2", "1.2"),
            ("six[x]>=2,<3,!=2.5", "2", "3"), ("six (>1)", "1", nil), ("six<4", nil, "4"), ("six==2.*", "2", "2"),
            ("six @ https://h.example/six<1", nil, nil),
        ] as [(String, String?, String?)]
    )
    func bounds(_ requirement: String, _ lower: String?, _ upper: String?) {
        let bounds = VersionBounds(requirement: requirement)
        #expect(bounds.lower == lower)
        #expect(bounds.upper == upper)
    }
}
