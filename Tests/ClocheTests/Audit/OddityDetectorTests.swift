import Testing

@testable import Cloche

@Suite("Odd cells")
struct OddityDetectorTests {
    private static func write(_ path: String) -> Permission { Permission(kind: .write, item: path) }

    /// What is told of writes, in one cell for each list.
    private func told(_ cells: [[String]], granted: [String] = ["/a", "/b"]) throws -> [String] {
        var detector = OddityDetector()
        try detector.allow(.granting(granted))
        return cells.enumerated().flatMap { number, paths in
            paths.compactMap { detector.use(Self.write($0), cell: number + 1) }
        }
    }

    @Test("ten different refusals in one cell are odd, and told once")
    func refusals() {
        var detector = OddityDetector()
        let items = (1...30).map { Permission(kind: $0 % 3 == 0 ? .net : .read, item: "\($0)") }
        let told = items.compactMap { detector.refuse($0, cell: 1) }
        #expect(told == ["cell 1 was refused 10 different things: 7 of read, 3 of net"])
        #expect(items.prefix(9).compactMap { detector.refuse($0, cell: 2) }.isEmpty)
        #expect((0..<50).compactMap { _ in detector.refuse(items[0], cell: 3) }.isEmpty)
    }

    @Test("writing where one wrote before, or where one made a folder, is ordinary")
    func ordinary() throws {
        let unpacked = (0..<50).flatMap { ["/a/out/\($0)", "/a/out/\($0)/file"] }
        #expect(try told([["/a/x"], ["/a/x", "/b/y"], ["/a/out"] + unpacked, ["/a/z", "/b/z"]]).isEmpty)
    }

    @Test("writing in ten folders that were there before is odd")
    func folders() throws {
        let everywhere = (0..<30).map { "/a/\($0)/file" }
        #expect(try told([everywhere]) == ["cell 1 has written in 10 folders that no cell wrote in before"])
        #expect(try told((0..<30).map { ["/a/\($0)/file"] }).isEmpty)
    }

    @Test("the first write into a granted place that others left alone is odd")
    func places() throws {
        let others = Array(repeating: ["/a/x"], count: 5)
        let expected = ["cell 6 writes into '/b' for the first time, after 5 cells that wrote elsewhere"]
        #expect(try told(others + [["/b/x"], ["/b/y"]]) == expected)
        #expect(try told(others.dropLast() + [["/b/x"], ["/b/y"]]).isEmpty)
    }

    @Test("a place that was just granted may be written to at once")
    func justGranted() throws {
        var detector = OddityDetector()
        try detector.allow(.granting(["/a"]))
        for cell in 1...9 { #expect(detector.use(Self.write("/a/x"), cell: cell) == nil) }
        try detector.allow(.granting(["/a", "/b"]))
        #expect(detector.use(Self.write("/b/x"), cell: 10) == nil)
    }

    @Test("places whose names differ in the spelling of a character are no error")
    func spellings() throws {
        #expect(try told([["/\u{E9}/x"], ["/e\u{301}/x"]], granted: ["/\u{E9}", "/e\u{301}"]).isEmpty)
    }

    @Test("reading, and what has no item, is not watched")
    func others() {
        var detector = OddityDetector()
        for number in 0..<50 {
            #expect(detector.use(Permission(kind: .read, item: "/a/\(number)/x"), cell: 1) == nil)
            #expect(detector.use(Permission(kind: .write), cell: 1) == nil)
        }
    }
}

extension PermissionSet {
    /// A set that may write paths, which need not exist.
    fileprivate static func granting(_ paths: [String]) throws -> PermissionSet {
        var set = PermissionSet()
        for path in paths { set[.write].insert(path) }
        return set
    }
}
