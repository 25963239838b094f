import Foundation
import Testing

@testable import Cloche

@Suite("The memory of a process")
struct ResidentMemoryTests {
    @Test(
        "the second number counts pages",
        arguments: [
            ("500 20 3 4 0 5 0\n", 81_920), ("500 20", 81_920), ("500", nil), ("", nil), ("500 many 3", nil),
        ]
    )
    func statm(text: String, bytes: Int?) {
        #expect(ResidentMemory.resident(statm: text.utf8, pageSize: 4096) == bytes)
    }

    #if os(Linux)
        @Test("a process that runs has some, one that does not has none")
        func processes() {
            #expect(ResidentMemory.bytes(of: ProcessInfo.processInfo.processIdentifier) ?? 0 > 1 << 20)
            #expect(ResidentMemory.bytes(of: -1) == nil)
        }
    #endif
}
