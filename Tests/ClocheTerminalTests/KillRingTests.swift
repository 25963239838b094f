import Testing

@testable import ClocheTerminal

@Suite struct KillRingTests {
    @Test func `kills that follow one another make one text`() {
        var ring = KillRing()
        ring.kill("two", isBefore: true, joins: false)
        ring.kill("one ", isBefore: true, joins: true)
        ring.kill(" three", isBefore: false, joins: true)
        #expect(ring.current == "one two three")
    }

    @Test func `rotating goes to older kills and round again`() {
        var ring = KillRing()
        for text in ["a", "b", "c"] { ring.kill(text, isBefore: false, joins: false) }
        #expect(ring.current == "c")
        ring.rotate()
        #expect(ring.current == "b")
        ring.rotate()
        ring.rotate()
        #expect(ring.current == "c")
    }

    @Test func `nothing was killed at first`() {
        var ring = KillRing()
        ring.rotate()
        #expect(ring.current == nil)
        ring.kill("a", isBefore: true, joins: true)
        #expect(ring.current == "a")
    }
}
